namespace PhoneCampaign.Campaigns;

/// <summary>A list of numbers that cannot be taken. Row 0 is the list as a whole.</summary>
internal sealed class NumberListException(int row, string reason) : Exception(row == 0 ? $"The list: {reason}." : $"Row {row}: {reason}.")
{
    public int Row { get; } = row;
}

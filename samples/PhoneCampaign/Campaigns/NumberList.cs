using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.VisualBasic.FileIO;

namespace PhoneCampaign.Campaigns;

/// <summary>Reads a list of E.164 numbers from JSON or CSV. What is wrong is named with its row.</summary>
internal static partial class NumberList
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary>An array of strings, or an object with one under <c>numbers</c>.</summary>
    /// <exception cref="NumberListException">Not such a document, or a number is not E.164.</exception>
    public static List<string> FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var list = document.RootElement;
            if (list.ValueKind == JsonValueKind.Object && list.TryGetProperty("numbers", out var numbers))
                list = numbers;
            if (list.ValueKind != JsonValueKind.Array)
                throw new NumberListException(0, "the body must be an array of numbers, or an object with such an array under \"numbers\"");
            return Checked(list.EnumerateArray().Select((item, index) => (Row: index + 1, Number: item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw new NumberListException(index + 1, $"{item.GetRawText()} is not a string; write it as \"+12025550100\""))));
        }
        catch (JsonException wrong)
        {
            throw new NumberListException((int)(wrong.LineNumber ?? 0) + 1, $"the JSON is malformed at byte {wrong.BytePositionInLine} of line {wrong.LineNumber + 1}");
        }
    }

    /// <summary>The first column of each row; a first row that says <c>number</c> is a header, empty rows are passed over.</summary>
    /// <exception cref="NumberListException">Malformed CSV, or a number is not E.164.</exception>
    public static List<string> FromCsv(string text)
    {
        using var parser = new TextFieldParser(new StringReader(text)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = true };
        return Checked(Rows());

        IEnumerable<(int Row, string Number)> Rows()
        {
            while (!parser.EndOfData)
            {
                var row = (int)parser.LineNumber;
                string[]? fields;
                try
                {
                    fields = parser.ReadFields();
                }
                catch (MalformedLineException)
                {
                    throw new NumberListException((int)parser.ErrorLineNumber, "the row is not CSV: a quote is not closed, or text follows a closing one");
                }

                if (fields is [var first, ..] && !(row == 1 && first.Equals("number", StringComparison.OrdinalIgnoreCase)))
                    yield return (row, first);
            }
        }
    }

    private static List<string> Checked(IEnumerable<(int Row, string Number)> rows)
    {
        var numbers = new List<string>();
        foreach (var (row, number) in rows)
        {
            if (!E164().IsMatch(number))
                throw new NumberListException(row, $"\"{number}\" is not an E.164 number: a plus sign, then 2 to 15 digits, the first not 0");
            numbers.Add(number);
        }

        return numbers.Count > 0 ? numbers : throw new NumberListException(0, "the list is empty; it must name at least one number");
    }

    // ITU-T E.164 (11/2010), 6.2: at most 15 digits, of which the country code comes first and never begins with 0.
    [GeneratedRegex(@"^\+[1-9][0-9]{1,14}\z")]
    private static partial Regex E164();
}

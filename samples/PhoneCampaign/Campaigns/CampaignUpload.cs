using System.Text;

namespace PhoneCampaign.Campaigns;

/// <summary>The body of <c>POST /campaigns</c>: JSON, CSV, or a form with one CSV file.</summary>
internal static class CampaignUpload
{
    /// <exception cref="NumberListException">The list is not acceptable.</exception>
    /// <exception cref="BadHttpRequestException">The body is over the limit, or ended early.</exception>
    public static async Task<List<string>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (form.Files is not [var file])
                throw new NumberListException(0, $"the form has {form.Files.Count} files; it must have one, a CSV of numbers");
            return NumberList.FromCsv(await ReadTextAsync(file.OpenReadStream(), cancellationToken));
        }

        var text = await ReadTextAsync(request.Body, cancellationToken);
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            "application/json" => NumberList.FromJson(text),
            "text/csv" => NumberList.FromCsv(text),
            _ => throw new NumberListException(0, $"Content-Type is \"{request.ContentType}\"; it must be application/json, text/csv or multipart/form-data"),
        };
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Rules.Commands;

namespace HeadDesk.Daemon.Sending.Templates.Checking;

/// <summary>
/// Holds every tag of a template against the model of its notice, in all branches, without carrying anything out. What it does not know is
/// refused: a template that passes names only fields that are there, and lets nothing through unescaped.
/// </summary>
internal sealed class TemplateCheck
{
    private const int MaxFaults = 50;
    private const int MaxDepth = 20;

    private static readonly string[] Blocks = ["if", "unless", "each", "with"];
    private static readonly string[] Helpers = ["quote", "table", "link"];
    private static readonly string[] OfEach = ["@index", "@first", "@last"];

    private readonly IReadOnlyList<TemplateLine> _lines;
    private readonly List<TemplateFault> _faults = [];
    private readonly Stack<Block> _open = new();
    private readonly List<Type> _scopes;

    private TemplateCheck(IReadOnlyList<TemplateLine> lines, Type model) => (_lines, _scopes) = (lines, [model]);

    private sealed record Block(string Name, TemplateTag Tag, bool Scopes)
    {
        public bool HasElse { get; set; }
    }

    /// <returns>Nothing where all is well.</returns>
    public static IReadOnlyList<TemplateFault> Of(TemplateSource source, Type model)
    {
        var check = new TemplateCheck(source.Lines, model);
        var tags = TemplateTag.In(source.Lines, out var unclosed);
        foreach (var tag in tags)
        {
            check.Take(tag);
        }

        if (unclosed is (var line, var column))
        {
            check.Fault(line, column, "{{ without }}");
        }

        foreach (var block in check._open.Reverse())
        {
            check.Fault(block.Tag.Line, block.Tag.Column, $"{{{{#{block.Name}}}}} is never closed: {{{{/{block.Name}}}}} is missing");
        }

        return [.. source.Faults.Concat(check._faults).Take(MaxFaults)];
    }

    private void Take(TemplateTag tag)
    {
        switch (tag.Opening)
        {
            case '{' or '&':
                Fault(tag, "would let a value through as it is; write two braces and nothing else");
                break;
            case '>':
                Fault(tag, "a partial stands on a line of its own in the body, and not in another partial");
                break;
            case '#':
                Open(tag);
                break;
            case '/':
                Close(tag);
                break;
            case '^' or '*':
                Fault(tag, $"{{{{{tag.Opening} is not known here", "{{else}}");
                break;
            default:
                Write(tag);
                break;
        }
    }

    private void Open(TemplateTag tag)
    {
        var name = tag.Words.Count > 0 ? tag.Words[0].Text : "";
        if (!Blocks.Contains(name))
        {
            Fault(tag, $"there is no block {{{{#{name}}}}}", Nearest.Of(name, Blocks) is { } near ? $"{{{{#{near}}}}}" : null);
        }

        Type? inner = null;
        if (Blocks.Contains(name))
        {
            if (tag.Words.Count != 2)
            {
                Fault(tag, $"{{{{#{name}}}}} wants one field");
            }
            else if (Resolve(tag.Words[1]) is { } type)
            {
                inner = Inner(name, tag.Words[1], type);
            }
        }

        if (_open.Count >= MaxDepth)
        {
            Fault(tag, $"more than {MaxDepth} blocks inside one another");
        }

        _open.Push(new Block(name, tag, name is "each" or "with"));
        if (name is "each" or "with")
        {
            _scopes.Add(inner ?? typeof(object));
        }
    }

    private Type? Inner(string block, TagWord word, Type type)
    {
        var item = FieldTree.ItemOf(type);
        if (block == "each" && item is null)
        {
            Fault(word, $"{word.Text} is no list");
        }
        else if (block == "with" && (item is not null || FieldTree.IsText(type)))
        {
            Fault(word, $"{word.Text} has no fields");
        }

        return block == "each" ? item : type;
    }

    private void Close(TemplateTag tag)
    {
        var name = tag.Words.Count == 1 ? tag.Words[0].Text : "";
        if (_open.Count == 0 || _open.Peek().Name != name)
        {
            Fault(tag, $"{{{{/{name}}}}} closes nothing{(_open.Count > 0 ? $"; open is {{{{#{_open.Peek().Name}}}}}" : "")}");
            return;
        }

        var block = _open.Pop();
        if (_lines[block.Tag.Line].IsSubject != _lines[tag.Line].IsSubject)
        {
            Fault(tag, $"{{{{/{name}}}}} closes in the body what was opened in the subject");
        }

        if (block.Scopes)
        {
            _scopes.RemoveAt(_scopes.Count - 1);
        }
    }

    private void Write(TemplateTag tag)
    {
        if (tag.Words.Count == 0)
        {
            Fault(tag, "nothing stands between the braces");
            return;
        }

        var first = tag.Words[0];
        if (first.Text == "else")
        {
            Else(tag);
        }
        else if (Helpers.Contains(first.Text))
        {
            Help(tag, first.Text);
        }
        else if (tag.Words.Count > 1)
        {
            Fault(first, $"there is no helper {first.Text}", Nearest.Of(first.Text, Helpers));
        }
        else if (Resolve(first) is { } type && !FieldTree.IsText(type))
        {
            Fault(first, FieldTree.ItemOf(type) is not null ? $"{first.Text} is a list, for {{{{#each}}}}" : $"{first.Text} is no text, but {Known(type, first.Text + ".")}");
        }
    }

    private void Else(TemplateTag tag)
    {
        if (tag.Words.Count > 1 || _open.Count == 0 || _open.Peek().HasElse)
        {
            Fault(tag, "{{else}} stands alone, once, inside a block");
            return;
        }

        var block = _open.Peek();
        block.HasElse = true;
        if (block.Scopes)
        {
            _scopes[^1] = _scopes[^2]; // Nothing was there to go into.
        }
    }

    private void Help(TemplateTag tag, string helper)
    {
        var wanted = helper == "link" ? 2 : 1;
        if (tag.Words.Count != wanted + 1)
        {
            Fault(tag, helper == "link" ? "{{link}} wants an address and a label" : $"{{{{{helper}}}}} wants one field");
            return;
        }

        for (var i = 1; i <= wanted; i++)
        {
            var word = tag.Words[i];
            if (i == 2 && word.Text[0] is '"' or '\'')
            {
                continue;
            }

            if (Resolve(word) is { } type && (helper == "table" ? type != typeof(TableModel) : !FieldTree.IsText(type)))
            {
                Fault(word, helper == "table" ? $"{word.Text} is no table" : $"{word.Text} is no text");
            }
        }
    }

    /// <returns>Null where there is no such field, which is a fault, or where an earlier fault leaves it open.</returns>
    private Type? Resolve(TagWord word)
    {
        var path = word.Text;
        if (OfEach.Contains(path))
        {
            return _open.Any(b => b.Name == "each") ? typeof(int) : Unknown(word, $"{path} is only known inside {{{{#each}}}}", null);
        }

        var scope = _scopes.Count - 1;
        while (path.StartsWith("../", StringComparison.Ordinal) && scope > 0)
        {
            (path, scope) = (path[3..], scope - 1);
        }

        if (path.StartsWith("@root.", StringComparison.Ordinal))
        {
            (path, scope) = (path["@root.".Length..], 0);
        }

        path = path.StartsWith("this.", StringComparison.Ordinal) ? path["this.".Length..] : path;
        var type = _scopes[scope];
        foreach (var name in path is "this" or "." ? [] : path.Split('.'))
        {
            if (type == typeof(object))
            {
                return null;
            }

            if (FieldTree.Find(type, name) is not { } next)
            {
                return Unknown(word, $"there is no field {word.Text} here, but {Known(_scopes[scope], "")}", Nearest.Of(path, FieldTree.Paths(_scopes[scope])));
            }

            type = next;
        }

        return type == typeof(object) ? null : type;
    }

    private Type? Unknown(TagWord word, string reason, string? nearest)
    {
        // What is near says more than the list of all.
        Fault(word, nearest is null ? reason : $"there is no field {word.Text} here", nearest);
        return null;
    }

    private static string Known(Type type, string prefix) =>
        FieldTree.IsText(type) ? "only {{this}}" : string.Join(", ", FieldTree.Paths(type).Select(p => prefix + p));

    private void Fault(TemplateTag tag, string reason, string? nearest = null) => Fault(tag.Line, tag.Column, reason, nearest);

    private void Fault(TagWord word, string reason, string? nearest = null) => Fault(word.Line, word.Column, reason, nearest);

    private void Fault(int line, int column, string reason, string? nearest = null) =>
        _faults.Add(line < _lines.Count ? new TemplateFault(_lines[line].File, _lines[line].Number, column, reason, nearest) : new TemplateFault("", 0, 0, reason, nearest));
}

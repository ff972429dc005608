package store

import (
	"slices"
	"strings"
	"unicode"
)

// writes tells whether a raw statement could change anything. It errs on the safe side: one SELECT, or WITH … SELECT, passes,
// if it has none of the words that write and nothing in which words could hide.
func writes(sql string) bool {
	bare, plain := unquoted(sql)
	if !plain {
		return true
	}
	said := strings.FieldsFunc(strings.ToUpper(bare), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_'
	})
	if len(said) == 0 {
		return strings.TrimSpace(sql) != "" // empty: built by GORM from clauses, not raw
	}
	if said[0] != "SELECT" && said[0] != "WITH" {
		return true
	}
	return slices.ContainsFunc(said, func(word string) bool {
		return slices.Contains([]string{"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "INTO", "TRUNCATE"}, word)
	})
}

// unquoted leaves out what stands in quotes. A statement is not plain if a quote does not end, or if it has what the engines
// read differently or what ends a statement: comments, backslashes, brackets, backquotes among
// quotes, dollar quotes, semicolons, NUL.
func unquoted(sql string) (bare string, plain bool) {
	if strings.Contains(sql, "`") && strings.ContainsAny(sql, `'"`) {
		return "", false // SQLite alone takes a backquote for a quote
	}
	var out strings.Builder
	var quote rune
	for i, r := range sql {
		rest := sql[i:]
		switch {
		case r == '\\' || r == 0:
			return "", false
		case quote != 0:
			if r == quote {
				quote = 0 // a doubled quote opens again at once
			}
		case r == '\'' || r == '"':
			quote = r
			out.WriteByte(' ')
		case r == '[', r == ';', strings.HasPrefix(rest, "--"), strings.HasPrefix(rest, "/*"):
			return "", false
		case r == '$' && !placeholder(rest):
			return "", false
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), quote == 0
}

// placeholder tells a $1 from the beginning of a dollar quote.
func placeholder(rest string) bool { return len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' }

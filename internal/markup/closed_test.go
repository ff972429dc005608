package markup

import "testing"

func TestWhatIsLeftOpenIsShut(t *testing.T) {
	for source, want := range map[string]string{
		"a":                     "a",
		"":                      "",
		"a\n```":                "a\n```\n```",
		"```\nb\n```":           "```\nb\n```",
		"~~~~\nb\n~~~":          "~~~~\nb\n~~~\n~~~~",
		"- ```\n  b":            "- ```\n  b",
		"- ```\n  b\n```":       "- ```\n  b\n```\n```",
		"> ```\n> b":            "> ```\n> b",
		"````\n```":             "````\n```\n````",
		"    ```":               "    ```",
		"| a |\n|---|\n| ``` |": "| a |\n|---|\n| ``` |",
	} {
		got := Closed(source)
		if got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
		if again := Closed(got); again != got {
			t.Errorf("%q changes again: %q", got, again)
		}
	}
}

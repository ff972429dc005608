package workflow_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FORUM_TEST_UPDATE=1 writes the drawing anew.
func TestMarkdownIsDrawnAsBefore(t *testing.T) {
	const golden = "testdata/minutes.md"
	got := minutes().Markdown()
	if os.Getenv("FORUM_TEST_UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryTransitionIsDrawn(t *testing.T) {
	drawn := minutes().Mermaid()
	for _, tr := range minutes().Transitions {
		for _, from := range tr.From {
			if arrow := from + " --> " + tr.To + ": " + tr.Verb; !strings.Contains(drawn, arrow) {
				t.Errorf("%s is not drawn", arrow)
			}
		}
	}
}

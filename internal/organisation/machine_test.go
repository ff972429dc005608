package organisation

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/lang"
	"sametable/locales"
)

func TestTheMachineIsSound(t *testing.T) {
	if faults := Machine().Faults(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	for _, tr := range Machine().Transitions {
		if past()[tr.Verb] == "" {
			t.Errorf("%s has no past", tr.Verb)
		}
		if tr.Second != (proposals()[tr.Verb] != "") {
			t.Errorf("%s: a proposal is entered exactly where it takes two", tr.Verb)
		}
	}
}

func TestEverythingSaidHasWords(t *testing.T) {
	catalogue, err := lang.Load(locales.Messages())
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Require(MessageIDs()...); err != nil {
		t.Error(err)
	}
}

func TestTermsEndAtMidnightInBeijing(t *testing.T) {
	for from, until := range map[string]string{
		"2016-08-18T10:00:00+08:00": "2018-08-18T00:00:00+08:00",
		"2016-02-29T23:59:00+08:00": "2018-03-01T00:00:00+08:00",
		"2016-08-17T16:30:00Z":      "2018-08-18T00:00:00+08:00",
		"2018-08-18T00:00:00+08:00": "2020-08-18T00:00:00+08:00",
	} {
		at, err := time.Parse(time.RFC3339, from)
		if err != nil {
			t.Fatal(err)
		}
		want, err := time.Parse(time.RFC3339, until)
		if err != nil {
			t.Fatal(err)
		}
		if got := termFrom(at); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", from, got, want)
		}
	}
}

func TestWithinIsWhatDivisionsShare(t *testing.T) {
	for code, want := range map[string]string{"630000": "63", "630100": "6301", "632726": "632726", "100000": "10", "SE": "SE"} {
		if got := within(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestNamesAreComparedFolded(t *testing.T) {
	if folded("湖东省民政厅（例）") != folded("湖东省民政厅 (例)") || folded("PLAN Sverige") != folded("plan sverige") || folded("Åsa") == folded("Asa") {
		t.Error("names")
	}
}

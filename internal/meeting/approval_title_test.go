package meeting

import (
	"fmt"
	"testing"
	"time"
	"unicode/utf8"
)

// The item of approval is called after one meeting with its day, after two with theirs, after a few by their references, after more from the first to the
// last; never longer than a title can be.
func TestTheItemIsCalledAfterItsMeetings(t *testing.T) {
	var of []Meeting
	want := map[int][3]string{
		0: {"", "", ""},
		1: {"审定HD-M-2019-01会议纪要", "Approval of the minutes of HD-M-2019-01, 12 March 2019", "Godkännande av protokollet från HD-M-2019-01 den 12 mars 2019"},
		2: {"审定HD-M-2019-01、HD-M-2019-02会议纪要", "Approval of the minutes of HD-M-2019-01, 12 March 2019, and HD-M-2019-02, 13 March 2019",
			"Godkännande av protokollen från HD-M-2019-01 den 12 mars 2019 och HD-M-2019-02 den 13 mars 2019"},
		3: {"审定HD-M-2019-01、HD-M-2019-02、HD-M-2019-03会议纪要", "Approval of the minutes of HD-M-2019-01, HD-M-2019-02 and HD-M-2019-03",
			"Godkännande av protokollen från HD-M-2019-01, HD-M-2019-02 och HD-M-2019-03"},
		9: {"审定HD-M-2019-01至HD-M-2019-09共9次会议纪要", "Approval of the minutes of 9 meetings, HD-M-2019-01 to HD-M-2019-09", "Godkännande av protokollen från 9 möten, HD-M-2019-01 till HD-M-2019-09"},
	}
	for n := range 10 {
		zh, en, sv := approvalOf(of)
		if w, said := want[n]; said && w != [3]string{zh, en, sv} {
			t.Errorf("%d: %q, %q, %q", n, zh, en, sv)
		}
		if max(utf8.RuneCountInString(zh), utf8.RuneCountInString(en), utf8.RuneCountInString(sv)) > TitleMost {
			t.Errorf("%d: too long: %q, %q, %q", n, zh, en, sv)
		}
		// at one in the night in Beijing it is the day before in London
		of = append(of, Meeting{Reference: fmt.Sprintf("HD-M-2019-%02d", n+1), StartsAt: time.Date(2019, 3, 11+n, 17, 0, 0, 0, time.UTC)})
	}
}

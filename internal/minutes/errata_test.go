package minutes_test

import (
	"testing"

	"sametable/internal/minutes"
)

// An erratum can be of who was there, as a correction can: it hangs on a paragraph and is not of it, and its hash says so. Of what is neither
// there is none.
func TestAnErratumOfTheRoll(t *testing.T) {
	tables(t, func(t *table) {
		m := t.IssuedMinutes(t)
		of := func(block string) (minutes.Erratum, error) {
			m = t.Minutes(t, m.ID)
			if _, err := t.Rooms.Minutes.ProposeErratum(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.ErratumForm{Minutes: m.ID, Block: block, Zh: "更正。", En: "Corrected.", Sv: "Rättat.", Version: m.Version}); err != nil {
				return minutes.Erratum{}, err
			}
			var e minutes.Erratum
			t.Must(t.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&e).Error)
			m = t.Minutes(t, m.ID)
			_, err := t.Rooms.Minutes.DropErratum(t.Context(), t.Actor(t.T, "sunlizhen"), m.ID, m.Version)
			return e, err
		}
		roll, err := of(minutes.Attendance)
		t.Must(err)
		paragraph, err := of(roll.BlockID)
		t.Must(err)
		if roll.About != minutes.Attendance || paragraph.About != "" || roll.Hash == paragraph.Hash {
			t.Errorf("of the roll %+v, of the paragraph it hangs on %+v", roll, paragraph)
		}
		if _, err := of("roll"); err == nil {
			t.Error("an erratum of nothing")
		}
		t.Whole()
	})
}

package drafting

import (
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
)

// Scanned takes a scanned letter of a day in, or says what is wrong with it: what it confirms was there on the day of since.
func (s *Drafts) Scanned(now time.Time, dated string, since time.Time, paper *input.Sent) (input.Scan, error) {
	var fields fault.Fields
	day := input.Date(&fields, "dated", dated, beijing, true)
	switch {
	case day.IsZero():
	case day.After(now):
		fields.Add("dated", "post.letter_not_yet", nil)
	case day.In(beijing).Format(time.DateOnly) < since.In(beijing).Format(time.DateOnly):
		fields.Add("dated", "proposal.letter_older", nil)
	}
	if paper == nil || paper.File == nil {
		fields.Add("file", "letter.missing", nil)
		return input.Scan{}, fields.Err()
	}
	scan := input.Paper(&fields, "file", *paper)
	if err := fields.Err(); err != nil {
		return scan, err
	}
	if len(s.gate.CheckName(scan.Name, now)) > 0 {
		return scan, fault.Invalid(fault.Says("file", "letter.name_stopped", nil))
	}
	return scan, nil
}

// beijing is where a letter's day lies.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

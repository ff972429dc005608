package meeting

import (
	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// titles are the titles of the items that put themselves on an agenda.
func titles(auto string) (zh, en, sv string) {
	if auto == Approval {
		return "审定上次会议纪要", "Approval of the minutes of the previous meeting", "Godkännande av föregående mötes protokoll"
	}
	return "上次会议议定事项落实情况", "Matters arising", "Uppföljning av tidigare beslut"
}

// putThemselves adds what has to be on the agenda and that nobody put there: after the first item the minutes that nobody has approved, and
// the promises that nobody has verified.
func (s *Scene) putThemselves(tx *register.Tx) error {
	minutes, err := unapproved(tx.DB, s.Meeting)
	if err != nil {
		return err
	}
	open, err := Unverified(tx.DB, s.Meeting.Forum)
	if err != nil {
		return err
	}
	due := map[string][]Paper{}
	if minutes.NounID != "" {
		due[Approval] = []Paper{{minutes.Noun, minutes.NounID}}
	}
	if open > 0 {
		due[Arising] = []Paper{}
	}
	at := 2
	for _, auto := range []string{Approval, Arising} {
		about, wanted := due[auto]
		if there := s.auto(auto); there != nil || !wanted {
			if there != nil {
				at = max(at, there.Number+1)
			}
			continue
		}
		i := Item{ID: clock.NewID(), MeetingID: s.Meeting.ID, Language: s.Meeting.Language, Purpose: Inform, Auto: auto, About: encode(about), State: Queued, Version: 1}
		i.TitleZh, i.TitleEn, i.TitleSv = titles(auto)
		if auto == Approval {
			i.Purpose = Decide
		}
		if err := s.insert(tx, &i, at); err != nil {
			return err
		}
		at = i.Number + 1
	}
	return nil
}

func (s *Scene) auto(kind string) *Item {
	for n := range s.Items {
		if s.Items[n].Auto == kind && listed([]string{Queued, Open}, s.Items[n].State) {
			return &s.Items[n]
		}
	}
	return nil
}

// MinutesNoun is what the minutes of a meeting are called in the register; their room stands above this one, which knows their card alone.
const MinutesNoun = "minutes"

// States of minutes that something of the meeting hangs on.
const (
	minutesDraft    = "draft"
	minutesIssued   = "issued"
	minutesWithheld = "withheld"
)

// drafted tells whether the minutes of a meeting are still being written, or not begun.
func drafted(state string) bool { return state == "" || state == minutesDraft }

// unapproved is the card of the newest minutes of the forum that nobody has approved.
func unapproved(db *gorm.DB, m Meeting) (register.Card, error) {
	var c register.Card
	err := db.Session(&gorm.Session{NewDB: true}).Where("noun = ? AND forum_id = ? AND state IN ?", MinutesNoun, m.Forum, []string{"draft", "chair_review", "circulated"}).
		Order("seq DESC").Limit(1).Find(&c).Error
	return c, store.Found(err)
}

// Unverified counts the promises in a forum that are to be kept, or of which nobody has verified that they were.
func Unverified(db *gorm.DB, id policy.ForumID) (int, error) {
	var n int64
	err := db.Session(&gorm.Session{NewDB: true}).Model(&commitment.Commitment{}).
		Where("forum_id = ? AND state NOT IN ?", id, []string{commitment.Verified, commitment.Cancelled, commitment.Refused}).Count(&n).Error
	return int(n), store.Found(err)
}

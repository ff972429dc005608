package received

import (
	"errors"
	"slices"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/register"
	"sametable/internal/text"
)

// came reads what came: from whom, how, of which day, and what it says.
func (s *Received) came(tx *register.Tx, scene minutes.Scene, e Entering) (Letter, error) {
	m, r := scene.Set, text.Reads(s.gate, tx.Now())
	l := Letter{ID: clock.NewID(), MinutesID: m.ID, ForumID: m.Forum, OrganisationID: e.Organisation, State: Machine().First, StateSince: tx.Now(), Edition: m.Edition, Hash: m.Hash,
		Content: []byte{}, Version: 1}
	l.About = input.Choice(&r.Fields, "about", e.About, Abouts())
	if _, own := tx.Actor.Member(e.Organisation); own || !slices.Contains(scene.There, e.Organisation) {
		r.Fields.Add("organisation", "received.choose_sender", nil)
	}
	l.Channel = input.Choice(&r.Fields, "channel", e.Channel, minutes.Channels())
	l.Sender, l.EnteredBy = r.Line("sender", e.Sender, SenderMost, true), tx.Actor.Person
	if err := l.dated(tx, r, m, e); err != nil {
		return l, err
	}
	switch {
	case e.Paper != nil && e.Paper.File != nil:
		scan := r.Paper("file", *e.Paper)
		l.Content, l.Kind, l.Name, l.FileHash = scan.Content, scan.Kind, scan.Name, scan.Hash
	case l.Channel == minutes.Channels()[0]:
		r.Fields.Add("file", "letter.missing", nil)
	}
	said, err := minutes.Correction{}, error(nil)
	if l.About == Correction {
		said, err = s.minutes.Reads(tx, scene, e.Filing)
		l.asks(said)
	}
	if f := (*fault.Fault)(nil); errors.As(err, &f) && len(f.Fields) > 0 { // what is wrong with the rest of the form stands beside it
		r.Fields = append(r.Fields, f.Fields...)
		return l, r.Err()
	}
	if other := r.Err(); other != nil {
		return l, other
	}
	return l, err
}

// dated reads the day of the letter or the call, and, once the time for corrections is over, the day it came. Nobody writes of minutes that
// were not sent round yet, nor answers a version that was made later; what came too late is entered no more.
func (l *Letter) dated(tx *register.Tx, r *text.Reader, m minutes.Set, e Entering) error {
	here := lang.Beijing.Location()
	today := tx.Now().In(here).Format(time.DateOnly)
	l.Dated = r.Day("dated", e.Dated, here, true)
	switch {
	case l.Dated == "":
	case l.Dated > today:
		r.Fields.Add("dated", "post.letter_not_yet", nil)
	case l.Dated < m.CirculatedAt.In(here).Format(time.DateOnly):
		r.Fields.Add("dated", "received.before_round", nil)
	case l.About == Agreement:
		var of minutes.Edition
		if err := tx.Select("id", "made_at").Where("minutes_id = ? AND number = ?", m.ID, m.Edition).Take(&of).Error; err != nil {
			return err
		}
		if l.Dated < of.MadeAt.In(here).Format(time.DateOnly) {
			r.Fields.Add("dated", "received.before_version", nil)
		}
	}
	if m.Circulating(tx.Now()) {
		return nil
	}
	l.Received = r.Day("received", e.Received, here, true)
	switch {
	case l.Received == "":
	case l.Received > today:
		r.Fields.Add("received", "post.letter_not_yet", nil)
	case l.Received > m.ClosesAt.In(here).Format(time.DateOnly):
		r.Fields.Add("received", "received.late", fault.Args{"Until": *m.ClosesAt})
	case l.Received < l.Dated:
		r.Fields.Add("received", "statement.received_before_dated", nil)
	}
	return nil
}

// waits refuses an answer of an organisation that has answered, or of which one waits.
func waits(tx *register.Tx, l Letter) error {
	if l.About != Agreement {
		return nil
	}
	answered, err := answeredBy(tx, l)
	if err != nil {
		return err
	}
	var waiting int64
	if err := tx.Model(&Letter{}).Where("minutes_id = ? AND organisation_id = ? AND about = ? AND state = ?", l.MinutesID, l.OrganisationID, Agreement, Entered).Count(&waiting).Error; err != nil {
		return err
	}
	if answered || waiting > 0 {
		return fault.Invalid(fault.Says("organisation", guardOnce, nil))
	}
	return nil
}

// answeredBy tells whether an organisation has said of this very version that it is right.
func answeredBy(tx *register.Tx, l Letter) (bool, error) {
	var known int64
	err := tx.Model(&minutes.Answer{}).Where("minutes_id = ? AND organisation_id = ? AND hash = ?", l.MinutesID, l.OrganisationID, l.Hash).Count(&known).Error
	return known > 0, err
}

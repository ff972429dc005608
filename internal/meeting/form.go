package meeting

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters, and other limits.
const (
	TitleMost   = 120
	PlaceMost   = 160
	ReasonMost  = 600
	MotionMost  = 1000
	OutcomeMost = 300
	numberMost  = 40
	MinutesMost = 480
	ItemsMost   = 300
	longest     = 14 * 24 * time.Hour // of one meeting
	farthest    = 2                   // years a meeting can be planned ahead
)

// Form is a meeting as whoever plans it fills it in. Days and hours are Beijing's: "2017-03-16", "09:00"; To is after midnight where it is
// not later than From.
type Form struct {
	Forum                     string // key
	Kind                      string
	TitleZh, TitleEn, TitleSv string
	Day, From, To             string
	Place, PlaceLatin, Link   string
	Languages                 []string
	Version                   int
}

// Form is the meeting as the form shows it.
func (m Meeting) Form() Form {
	from, to := m.StartsAt.In(zone()), m.EndsAt.In(zone())
	return Form{Forum: m.ForumKey, Kind: m.Kind, TitleZh: m.TitleZh, TitleEn: m.TitleEn, TitleSv: m.TitleSv, Day: from.Format(time.DateOnly), From: from.Format("15:04"),
		To: to.Format("15:04"), Place: m.Place, PlaceLatin: m.PlaceLatin, Link: m.Link, Languages: m.Languages(), Version: m.Version}
}

// read puts what was typed into a meeting.
func (m *Meeting) read(r *text.Reader, f forum.Forum, form Form, now time.Time) error {
	m.Kind = string(input.Choice(&r.Fields, "kind", form.Kind, Kinds()))
	if m.Kind != "" && (m.Kind == Founding) != (f.State == forum.Founding) {
		r.Fields.Add("kind", "meeting.founding_first", nil)
	}
	m.TitleZh, m.TitleEn, m.TitleSv = r.Line("title_zh", form.TitleZh, TitleMost, false), r.Line("title_en", form.TitleEn, TitleMost, false), r.Line("title_sv", form.TitleSv, TitleMost, false)
	own := map[string]string{"zh": m.TitleZh, "en": m.TitleEn, "sv": m.TitleSv}[m.Language]
	if own == "" && m.TitleZh+m.TitleEn+m.TitleSv != "" && !r.Said("title_"+m.Language) {
		r.Fields.Add("title_"+m.Language, "meeting.title_own", nil)
	}
	m.Place, m.PlaceLatin = r.Line("place", form.Place, PlaceMost, false), r.Line("place_latin", form.PlaceLatin, PlaceMost, false)
	m.Link = r.Link("link", form.Link)
	m.hours(r, form, now)
	m.Speaks = ""
	for _, language := range lang.Codes() {
		if slices.Contains(form.Languages, string(language)) {
			m.Speaks += " " + string(language)
		}
	}
	if m.Speaks = strings.TrimSpace(m.Speaks); m.Speaks == "" || len(m.Languages()) != len(form.Languages) {
		r.Fields.Add("languages", "input.choice", nil)
	}
	r.Look("title_"+m.Language, strings.Join([]string{m.TitleZh, m.TitleEn, m.TitleSv, m.Place, m.PlaceLatin}, "\n\n"))
	return r.Err()
}

// hours reads day and hours.
func (m *Meeting) hours(r *text.Reader, form Form, now time.Time) {
	on := input.Date(&r.Fields, "day", form.Day, zone(), true)
	from, okFrom := hour(r, "from", form.From)
	to, okTo := hour(r, "to", form.To)
	if on.IsZero() || !okFrom || !okTo {
		return
	}
	at := func(minute int, plus int) time.Time {
		return time.Date(on.Year(), on.Month(), on.Day()+plus, minute/60, minute%60, 0, 0, zone()).UTC()
	}
	m.StartsAt, m.EndsAt = at(from, 0), at(to, 0)
	if to <= from {
		m.EndsAt = at(to, 1)
	}
	switch {
	case !m.StartsAt.After(now):
		r.Fields.Add("day", "meeting.past", nil)
	case m.StartsAt.After(now.AddDate(farthest, 0, 0)):
		r.Fields.Add("day", "meeting.far", map[string]any{"Years": farthest})
	}
}

// hour reads an hour of the day as minutes since midnight: "9:00", "09.00", "0900" or with a full-width colon.
func hour(r *text.Reader, name, raw string) (int, bool) {
	typed := input.Line(&r.Fields, name, raw, 8, true)
	if typed == "" {
		return 0, false
	}
	typed = strings.NewReplacer("：", ":", ".", ":", "．", ":").Replace(typed)
	if !strings.Contains(typed, ":") && len(typed) == 4 {
		typed = typed[:2] + ":" + typed[2:]
	}
	at, err := time.Parse("15:04", typed)
	if err != nil {
		r.Fields.Add(name, "meeting.hour_form", nil)
		return 0, false
	}
	return at.Hour()*60 + at.Minute(), true
}

// minute reads the minute at which something happened at the table: an hour of the meeting's days, at most now. Empty is now.
func (m Meeting) minute(r *text.Reader, name, raw string, now time.Time) time.Time {
	if m.HeldAt != nil { // what is noted afterwards happened before the end
		now = *m.HeldAt
	}
	if strings.TrimSpace(raw) == "" {
		return now.Truncate(time.Minute)
	}
	if at, err := time.Parse(time.RFC3339, strings.TrimSpace(raw)); err == nil { // as the page kept it while the line was down
		if at = at.Truncate(time.Minute); at.After(now) || at.Before(m.StartsAt.Add(-early)) {
			r.Fields.Add(name, "meeting.minute_outside", nil)
		}
		return at.UTC()
	}
	minutes, ok := hour(r, name, raw)
	if !ok {
		return time.Time{}
	}
	begins := m.StartsAt.In(zone())
	at := time.Date(begins.Year(), begins.Month(), begins.Day(), minutes/60, minutes%60, 0, 0, zone())
	for at.Before(begins.Add(-early)) || now.Sub(at) >= 24*time.Hour { // a meeting goes over midnight
		at = at.AddDate(0, 0, 1)
	}
	if at.After(now) || at.Sub(m.StartsAt) > longest {
		r.Fields.Add(name, "meeting.minute_outside", nil)
	}
	return at.UTC()
}

// papers reads what an item is about: references as people write them, which the actor may follow, in one line each or behind commas.
func papers(tx *register.Tx, r *text.Reader, id policy.ForumID, typed string) ([]Paper, error) {
	var all []Paper
	for _, one := range strings.FieldsFunc(typed, func(c rune) bool { return strings.ContainsRune(",，、;；\n", c) }) {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		var card register.Card
		err := tx.DB.Session(&gorm.Session{NewDB: true}).Scopes(register.Visible(tx.Actor, tx.Now(), "cards."), register.Called(one)).
			Where("forum_id = ? OR access = ?", id, policy.Public).Limit(1).Find(&card).Error
		if err != nil {
			return nil, store.Found(err)
		}
		p := Paper{card.Noun, card.NounID}
		switch {
		case len([]rune(one)) > numberMost || card.NounID == "":
			r.Fields.Add("about", "meeting.paper_unknown", fault.Args{"Paper": clip(one)})
			return nil, nil
		case !slices.Contains(all, p):
			all = append(all, p)
		}
	}
	if len(all) > papersMost {
		r.Fields.Add("about", "meeting.papers_many", fault.Args{"Most": papersMost})
	}
	return all, nil
}

// papersMost is how many things an item can be about.
const papersMost = 12

func clip(s string) string {
	if r := []rune(s); len(r) > numberMost {
		return string(r[:numberMost]) + "…"
	}
	return s
}

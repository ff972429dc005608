package ballot

import (
	"context"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Duty is a ballot that waits for the viewer.
type Duty struct {
	Ballot
	Organisation policy.OrganisationID
	Task         string // vote, confirm, objection, close, announce
	Since        time.Time
	TitleZh      string
	TitleEn      string
	TitleSv      string
	Language     string
}

// Title gives the title of what is decided on in a language, and the language it is in.
func (d Duty) Title(language string) (title, in string) {
	return register.Card{Language: d.Language, TitleZh: d.TitleZh, TitleEn: d.TitleEn, TitleSv: d.TitleSv}.Title(language)
}

// Duties are the voices the viewer has to give or to confirm for her organisations, and the ballots she keeps.
func (s *Ballots) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	now := s.r.Now()
	var rows []struct {
		Duty
		VOrg      policy.OrganisationID `gorm:"column:v_org"`
		VVoice    Voice                 `gorm:"column:v_voice"`
		VPresent  bool                  `gorm:"column:v_present"`
		VEntered  policy.PersonID       `gorm:"column:v_entered"`
		VConfirm  policy.PersonID       `gorm:"column:v_confirm"`
		VCastAt   *time.Time            `gorm:"column:v_cast_at"`
		VObjects  string                `gorm:"column:v_objects"`
		Objecting int
	}
	keeps := viewer.Keeps(now)
	err := s.r.Read(ctx).Table("ballots").Select("ballots.*, cards.title_zh, cards.title_en, cards.title_sv, cards.language, COALESCE(v.organisation_id, '') AS v_org, "+
		"COALESCE(v.voice, '') AS v_voice, COALESCE(v.present, FALSE) AS v_present, COALESCE(v.entered_by, '') AS v_entered, COALESCE(v.confirmed_by, '') AS v_confirm, "+
		"v.cast_at AS v_cast_at, COALESCE(v.objection, '') AS v_objects, "+
		"(SELECT COUNT(*) FROM ballot_voters x WHERE x.ballot_id = ballots.id AND x.objection = 'open') AS objecting").
		Joins("JOIN cards ON cards.noun = ballots.subject_noun AND cards.noun_id = ballots.subject_id").
		Joins("LEFT JOIN ballot_voters v ON v.ballot_id = ballots.id AND v.organisation_id IN ?", viewer.Organisations()).
		Where("ballots.state IN ?", underway()).Scopes(register.Visible(viewer, now, "ballots.")).
		Order("ballots.state_since, ballots.id").Limit(200).Scan(&rows).Error
	var all []Duty
	for _, row := range rows {
		d := row.Duty
		d.Organisation, d.Since = row.VOrg, d.StateSince
		voter := Voter{Voice: row.VVoice, EnteredBy: row.VEntered, ConfirmedBy: row.VConfirm, CastAt: row.VCastAt}
		votes := row.VOrg != "" && Votes(viewer, d.Forum, row.VOrg, now)
		keeper := listed(keeps, d.Forum)
		switch {
		case votes && voter.Waits(now) && (d.State == Opened || d.State == Closed):
			d.Task = "confirm"
		case votes && d.State == Opened && row.VVoice == "" && (d.Written || row.VPresent):
			d.Task = "vote"
		case votes && d.State == Opened && row.VObjects == Answered:
			d.Task = "objection"
		case keeper && d.State == Prepared:
			d.Task = "open"
		case keeper && d.State == Opened && row.Objecting > 0:
			d.Task = "answer"
		case keeper && d.State == Opened && !d.Written:
			d.Task = "close"
		case d.State == Tallied && policy.May(policy.DecideProposal, viewer.RolesIn(d.Forum, now)):
			d.Task = "announce"
		default:
			continue
		}
		all = append(all, d)
	}
	return all, store.Found(err)
}

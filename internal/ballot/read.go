package ballot

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// VoterRow is a voter with the names a page shows.
type VoterRow struct {
	Voter
	OrgKey                    string
	OrgZh, OrgEn, OrgSv       string
	CasterName, CasterLatin   string
	EntererName, EntererLatin string
}

// Row is a ballot with its voters and the names of its forum.
type Row struct {
	Ballot
	ForumZh, ForumEn, ForumSv string
	Voters                    []VoterRow    `gorm:"-"`
	Tally                     Tally         `gorm:"-"`
	Folded                    bool          `gorm:"-"` // the viewer reads counts, and not who said what
	Card                      register.Card `gorm:"-"` // of what is decided on
}

// Plain are the voters without their names, for what counts and judges.
func (r Row) Plain() []Voter {
	all := make([]Voter, 0, len(r.Voters))
	for _, v := range r.Voters {
		all = append(all, v.Voter)
	}
	return all
}

// Find gives a ballot the viewer may see, with its voters. Who said what she reads where she may, see Names.
func (s *Ballots) Find(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	var row Row
	now := s.r.Now()
	err := s.r.Read(ctx).Table("ballots").Select("ballots.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv").
		Joins("JOIN forums ON forums.id = ballots.forum_id").Scopes(register.Visible(viewer, now, "ballots.")).Where("ballots.id = ?", id).Take(&row).Error
	if err != nil {
		return row, store.Found(err)
	}
	if err := s.r.Read(ctx).Scopes(register.Visible(viewer, now, "cards.")).Where("noun = ? AND noun_id = ?", row.SubjectNoun, row.SubjectID).Limit(1).Find(&row.Card).Error; err != nil {
		return row, store.Found(err)
	}
	err = s.r.Read(ctx).Table("ballot_voters").Select("ballot_voters.*, o.key AS org_key, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, "+
		"COALESCE(c.name, '') AS caster_name, COALESCE(c.latin, '') AS caster_latin, COALESCE(e.name, '') AS enterer_name, COALESCE(e.latin, '') AS enterer_latin").
		Joins("JOIN organisations o ON o.id = ballot_voters.organisation_id").Joins("LEFT JOIN persons c ON c.id = ballot_voters.cast_by").
		Joins("LEFT JOIN persons e ON e.id = ballot_voters.entered_by").
		Where("ballot_voters.ballot_id = ?", id).Order("ballot_voters.kind, o.sort_key, ballot_voters.id").Scan(&row.Voters).Error
	slices.SortStableFunc(row.Voters, func(a, b VoterRow) int {
		return slices.Index(policy.Kinds(), a.Kind) - slices.Index(policy.Kinds(), b.Kind)
	})
	row.Tally = row.Count(row.Plain())
	if err == nil && !s.table(viewer, row.Ballot) {
		row.fold()
	}
	return row, store.Found(err)
}

// table tells whether a viewer sits at the table, or moderates it.
func (s *Ballots) table(viewer policy.Actor, b Ballot) bool {
	return viewer.System || viewer.Has(policy.Moderator) || len(viewer.In(b.Forum, s.r.Now())) > 0
}

// fold takes from the row what people outside the table do not read. Where the charter has a roll call and attributes dissent they read
// all of it, but for the persons; else the reservations it attributes, and counts: a list without the dissenters would name them.
func (r *Row) fold() {
	rules := r.Rules()
	r.Folded = !rules.RollCall || !rules.AttributedDissent
	kept := r.Voters[:0]
	for _, v := range r.Voters {
		if r.Folded && !(rules.AttributedDissent && v.Words != "" && v.Counts()) {
			continue
		}
		v.CasterName, v.CasterLatin, v.EntererName, v.EntererLatin, v.CastBy, v.EnteredBy, v.ConfirmedBy, v.AnsweredBy = "", "", "", "", "", "", "", ""
		kept = append(kept, v)
	}
	r.Voters = kept
	if r.Folded && slices.ContainsFunc(r.Tally.Groups, func(g Group) bool { return g.Present == 1 && g.Against+g.Abstained > 0 }) {
		r.Tally.Groups = nil // of a group of one, the count is a name
	}
}

// Of lists the ballots on something, newest first, as far as the viewer may see them.
func (s *Ballots) Of(ctx context.Context, viewer policy.Actor, subject policy.Ref) ([]Ballot, error) {
	all, err := s.Held(ctx, subject)
	return slices.DeleteFunc(all, func(b Ballot) bool { return !viewer.Sees(b.Access, s.r.Now()) }), err
}

// Held lists the ballots on something, newest first, whoever asks.
func (s *Ballots) Held(ctx context.Context, subject policy.Ref) ([]Ballot, error) {
	var all []Ballot
	err := s.r.Read(ctx).Where("subject_noun = ? AND subject_id = ?", subject.Noun, subject.ID).
		Order("state_since DESC, id DESC").Limit(20).Find(&all).Error
	return all, store.Found(err)
}

// underway are the states in which a ballot is not over.
func underway() []string { return []string{Prepared, Opened, Closed, Tallied} }

// Underway are the ids of what of a kind a ballot is not over on, as a query.
func Underway(db *gorm.DB, noun string) *gorm.DB {
	return db.Model(&Ballot{}).Select("subject_id").Where("subject_noun = ? AND state IN ?", noun, underway())
}

// Stand is how the last ballot on something stands: whether one is under way, and what it came to if it decided and nobody has carried
// it out.
func Stand(db *gorm.DB, subject policy.Ref) (polled bool, decided Ballot, err error) {
	var all []Ballot
	err = db.Session(&gorm.Session{NewDB: true}).Where("subject_noun = ? AND subject_id = ? AND state IN ?", subject.Noun, subject.ID, underway()).
		Find(&all).Error
	for _, b := range all {
		if b.State == Tallied {
			decided = b
		} else {
			polled = true
		}
	}
	return polled, decided, store.Found(err)
}

// Options are the steps the viewer could take with a ballot as a whole now, each with what still stands in its way.
func (s *Ballots) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(r.State, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Ballot, r.Plain(), Voter{}))
}

// May tells whether the viewer may take a step about one organisation's voice, with the fault that says why not.
func (s *Ballots) May(viewer policy.Actor, r Row, v Voter, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Ballot, r.Plain(), v))
	return err
}

// MaySettle tells the same of a step of an objection.
func (s *Ballots) MaySettle(viewer policy.Actor, r Row, v Voter, verb string) error {
	now := s.r.Now()
	_, err := ObjectionMachine().Step(v.Objection, verb, viewer.RolesIn(r.Forum, now), JudgeObjection(viewer, now, r.Ballot, r.Plain(), v))
	return err
}

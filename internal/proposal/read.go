package proposal

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Row is a proposal with its words for one reader and the names of those it belongs to.
type Row struct {
	Proposal
	Text         text.Reading `gorm:"-"`
	ForumZh      string
	ForumEn      string
	ForumSv      string
	OrgKey       string
	OrgKind      policy.Kind
	OrgZh        string
	OrgEn        string
	OrgSv        string
	AskerName    string
	AskerLatin   string
	ConfName     string
	ConfLatin    string
	VTitle       string `gorm:"column:v_title"`
	VHTML        string `gorm:"column:v_html"`
	VSource      string `gorm:"column:v_source"`
	VHash        string `gorm:"column:v_hash"`
	VErased      bool   `gorm:"column:v_erased"`
	TrTitle      string
	TrHTML       string `gorm:"column:tr_html"`
	TrSource     string
	TrState      text.State
	TrLanguage   string
	TrSourceHash string
	Known        Known `gorm:"-"`
}

const rowColumns = "proposals.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv, o.key AS org_key, o.kind AS org_kind, " +
	"o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, COALESCE(a.name, '') AS asker_name, COALESCE(a.latin, '') AS asker_latin, " +
	"COALESCE(c.name, '') AS conf_name, COALESCE(c.latin, '') AS conf_latin, v.title AS v_title, v.hash AS v_hash, v.erased AS v_erased, " +
	"COALESCE(tr.title, '') AS tr_title, COALESCE(tr.state, '') AS tr_state, COALESCE(tr.language, '') AS tr_language, " +
	"COALESCE(tr.source_hash, '') AS tr_source_hash"

// bodies are the columns that only the page of one proposal needs.
const bodies = ", v.html AS v_html, v.source AS v_source, COALESCE(tr.html, '') AS tr_html, COALESCE(tr.source, '') AS tr_source"

func (s *Proposals) rows(ctx context.Context, viewer policy.Actor, reader string) *gorm.DB {
	return s.r.Read(ctx).Table("proposals").Select(rowColumns).
		Joins("JOIN forums ON forums.id = proposals.forum_id").
		Joins("JOIN organisations o ON o.id = proposals.proposed_for").
		Joins("LEFT JOIN persons a ON a.id = proposals.asked_by").
		Joins("LEFT JOIN persons c ON c.id = proposals.confirmed_by").
		Joins("JOIN text_versions v ON v.id = proposals.version_id").
		Joins("LEFT JOIN text_translations tr ON tr.text_id = proposals.text_id AND tr.language = ?", reader).
		Scopes(seen(viewer, s.r.Now()))
}

// seen is who may see a proposal: by its access, and translators from its submission on: it is put into other languages before others
// are asked about it.
func seen(viewer policy.Actor, now time.Time) func(*gorm.DB) *gorm.DB {
	if viewer.System || !policy.May(policy.LinkTranslation, viewer.OfficeRoles()) {
		return register.Visible(viewer, now, "proposals.")
	}
	return func(g *gorm.DB) *gorm.DB {
		plain := g.Session(&gorm.Session{NewDB: true})
		return g.Where(plain.Where(plain.Scopes(register.Visible(viewer, now, "proposals."))).Or("proposals.state IN ?", translated()))
	}
}

func (r *Row) read(reader string) {
	v := text.Version{Language: r.Language, Title: r.VTitle, HTML: r.VHTML, Hash: r.VHash, Erased: r.VErased}
	tr := text.Translation{ID: r.TrLanguage, Language: r.TrLanguage, State: r.TrState, Title: r.TrTitle, HTML: r.TrHTML, SourceHash: r.TrSourceHash}
	r.Text = text.Read(v, &tr, reader)
}

// Content is what the proposal says in its own language, if Find gave the row.
func (r Row) Content() drafting.Content { return drafting.Parse(r.Language, r.VTitle, r.VSource) }

// Rendered is what the proposal says in the language its reader gets it in, if that is another than its own and Find gave the row.
func (r Row) Rendered() drafting.Content {
	if r.Text.Original == nil {
		return drafting.Content{}
	}
	return drafting.Parse(r.TrLanguage, r.TrTitle, r.TrSource)
}

// Filter narrows a list of proposals. What is empty does not narrow.
type Filter struct {
	Forum  policy.ForumID
	States []string
	After  string // id of the last one of the page before
	Most   int    // how many; 0: PageSize
}

// PageSize is how many proposals stand on a page of a list.
const PageSize = 20

// List gives the proposals the viewer may see, those that moved last first, with one more than a page holds to tell whether there
// are more.
func (s *Proposals) List(ctx context.Context, viewer policy.Actor, f Filter, reader string) (rows []Row, more bool, err error) {
	q := s.rows(ctx, viewer, reader)
	if f.Forum != "" {
		q = q.Where("proposals.forum_id = ?", f.Forum)
	}
	if len(f.States) > 0 {
		q = q.Where("proposals.state IN ?", f.States)
	}
	if f.After != "" {
		q = q.Where("(proposals.state_since, proposals.id) < (SELECT state_since, id FROM proposals WHERE id = ?)", f.After)
	}
	most := PageSize
	if f.Most > 0 {
		most = f.Most
	}
	err = q.Order("proposals.state_since DESC, proposals.id DESC").Limit(most + 1).Scan(&rows).Error
	if len(rows) > most {
		rows, more = rows[:most], true
	}
	for i := range rows {
		rows[i].read(reader)
	}
	return rows, more, store.Found(err)
}

// Stages counts a forum's proposals by state, as far as the viewer may see them.
func (s *Proposals) Stages(ctx context.Context, viewer policy.Actor, id policy.ForumID) (map[string]int, error) {
	var rows []struct {
		State string
		N     int
	}
	err := s.r.Read(ctx).Table("proposals").Select("state, COUNT(*) AS n").Scopes(seen(viewer, s.r.Now())).
		Where("forum_id = ?", id).Group("state").Scan(&rows).Error
	by := map[string]int{}
	for _, r := range rows {
		by[r.State] = r.N
	}
	return by, store.Found(err)
}

// Find gives one proposal by forum key and "2018-01".
func (s *Proposals) Find(ctx context.Context, viewer policy.Actor, forumKey, at, reader string) (Row, error) {
	var year, number int
	if _, err := fmt.Sscanf(at, "%d-%d", &year, &number); err != nil || at != fmt.Sprintf("%d-%02d", year, number) {
		return Row{}, store.Found(gorm.ErrRecordNotFound)
	}
	return s.one(ctx, viewer, reader, "proposals.forum_key = ? AND proposals.year = ? AND proposals.number = ?", forumKey, year, number)
}

// ByID gives one proposal by its id: one that has no number yet is known by nothing else.
func (s *Proposals) ByID(ctx context.Context, viewer policy.Actor, id, reader string) (Row, error) {
	return s.one(ctx, viewer, reader, "proposals.id = ?", id)
}

func (s *Proposals) one(ctx context.Context, viewer policy.Actor, reader, where string, args ...any) (Row, error) {
	var row Row
	if err := s.rows(ctx, viewer, reader).Select(rowColumns+bodies).Where(where, args...).Take(&row).Error; err != nil {
		return row, store.Found(err)
	}
	row.read(reader)
	var err error
	row.Known, err = s.know(s.r.Read(ctx), row.Proposal)
	return row, store.Found(err)
}

// Options are the steps the viewer could take with a proposal now, each with what still stands in its way; also is what a room above has
// judged.
func (s *Proposals) Options(viewer policy.Actor, r Row, also workflow.Judgement) []workflow.Option {
	now := s.r.Now()
	judged := Judge(viewer, now, r.Proposal, r.Known)
	maps.Copy(judged, also)
	return Machine().Possible(r.State, viewer.RolesIn(r.Forum, now), judged)
}

// Duties are the proposals that wait for the viewer, or that she waits for: those of her organisations that are confirmed or came
// back, and those to screen, to check, or to get a letter, by her office.
func (s *Proposals) Duties(ctx context.Context, viewer policy.Actor, reader string) ([]Row, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var rows []Row
	waiting := s.r.Read(ctx).Where("proposals.proposed_for IN ? AND proposals.state IN ?", viewer.Organisations(), []string{Draft, Confirming, Submitted, Returned, Deliberation}).
		Or("proposals.proposed_for IN ? AND proposals.state = ? AND (proposals.closes_at < ? OR proposals.ends_by <> '')", viewer.Organisations(), Consultation, s.r.Now())
	screens := []string{Submitted, Admitted}
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("proposals.state IN ? OR proposals.state = ? AND proposals.letter <> ''", screens, Confirming)
	}
	if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
		waiting = waiting.Or("proposals.forum_id IN ? AND (proposals.state IN ? OR proposals.state = ? AND proposals.letter_asked)", forums, screens, Confirming).
			Or("proposals.forum_id IN ? AND proposals.state = ? AND proposals.answered_at IS NOT NULL", forums, Consultation).
			Or("proposals.forum_id IN ? AND proposals.state = ? AND proposals.id NOT IN (?)", forums, Deliberation, ballot.Underway(s.r.Read(ctx), Noun))
	}
	err := s.rows(ctx, viewer, reader).Where(waiting).Order("proposals.state_since, proposals.id").Limit(200).Scan(&rows).Error
	for i := range rows {
		if rows[i].read(reader); rows[i].State == Admitted && err == nil { // whether a consultation can be opened
			rows[i].Known, err = s.know(s.r.Read(ctx), rows[i].Proposal)
		}
	}
	return rows, store.Found(err)
}

// Versions lists what readers may see of a proposal's versions, oldest first, with their words.
func (s *Proposals) Versions(ctx context.Context, viewer policy.Actor, p Proposal) ([]text.Version, error) {
	all, err := text.Versions(s.r.Read(ctx), p.Record())
	if err != nil {
		return nil, store.Found(err)
	}
	made, err := s.Made(ctx, p)
	shown := s.Shown(viewer, p, made)
	return slices.DeleteFunc(all, func(v text.Version) bool {
		return !slices.ContainsFunc(shown, func(m Made) bool { return m.ID == v.ID })
	}), err
}

// Made is one version of a proposal without its words.
type Made struct {
	ID       string
	Number   int
	MadeAt   time.Time
	Erased   bool
	Said     bool // the organisation has confirmed it
	Admitted bool // it was admitted, or came after
}

// Made lists the versions of a proposal, oldest first, whoever asks. Which of them somebody may see, Shown says.
func (s *Proposals) Made(ctx context.Context, p Proposal) ([]Made, error) {
	var rows []struct {
		Made
		Verb string
		Seq  int64
	}
	err := s.r.Read(ctx).Table("text_versions v").Select("v.id, v.number, v.made_at, v.erased, COALESCE(e.verb, '') AS verb, COALESCE(e.seq, 0) AS seq").
		Joins("LEFT JOIN entries e ON e.noun = v.noun AND e.noun_id = v.noun_id AND e.version_id = v.id AND e.verb IN ?",
			[]string{"proposal.submitted", "proposal.admitted", "proposal.admitted_silently", "proposal.admitted_on_appeal", "proposal.revised"}).
		Where("v.noun = ? AND v.noun_id = ?", Noun, p.ID).Order("v.number, e.seq").Scan(&rows).Error
	first := int64(math.MaxInt64)
	for _, r := range rows {
		if strings.HasPrefix(r.Verb, "proposal.admitted") {
			first = min(first, r.Seq)
		}
	}
	var all []Made
	for _, r := range rows {
		if n := len(all); n == 0 || all[n-1].ID != r.ID {
			all = append(all, r.Made)
		}
		m := &all[len(all)-1]
		m.Said, m.Admitted = m.Said || r.Verb != "", m.Admitted || r.Verb != "" && r.Seq >= first
	}
	return all, store.Found(err)
}

// Shown are the versions the viewer may see: a proposal's people see all of them, those who screen and translate what the organisation
// confirmed, others of that what was admitted and came later. What a colleague declined stays in the house.
func (s *Proposals) Shown(viewer policy.Actor, p Proposal, all []Made) []Made {
	_, own := viewer.Member(p.ProposedFor)
	insider := policy.May(policy.ScreenProposal, viewer.RolesIn(p.Forum, s.r.Now())) || policy.May(policy.LinkTranslation, viewer.OfficeRoles())
	var shown []Made
	for _, m := range all {
		if own || m.Admitted || insider && m.Said {
			shown = append(shown, m)
		}
	}
	return shown
}

// Due is when a proposal is admitted though nobody has screened it.
func (p Proposal) Due() time.Time { return p.StateSince.Add(silence) }

// Open gives the consultations whose window is open, in all forums, those that close first before the others.
func (s *Proposals) Open(ctx context.Context, viewer policy.Actor, reader string, most int) ([]Row, error) {
	var rows []Row
	err := s.rows(ctx, viewer, reader).Where("proposals.state = ? AND proposals.closes_at >= ?", Consultation, s.r.Now()).
		Order("proposals.closes_at, proposals.id").Limit(most).Scan(&rows).Error
	for i := range rows {
		rows[i].read(reader)
	}
	return rows, store.Found(err)
}

package search

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/document"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/thread"
	"sametable/internal/words"
)

// The measure of a result: hits on a page, and pages.
const (
	PageSize  = 20
	MostPages = 10
)

// Kinds lists what can be looked for, in the order a form shows it.
func Kinds() []string {
	return []string{proposal.Noun, thread.Noun, string(thread.Personal), string(thread.Statement), forum.Noun, forum.CharterNoun, charter.CommentNoun, ObjectionKind, ballot.Noun,
		handling.AnswerNoun, document.Noun, meeting.Noun, minutes.Noun, commitment.Noun, partnership.Noun, organisation.Noun}
}

// Query is a search as a form carries it. Text alone is needed; what nobody knows (a kind, a language) narrows nothing.
type Query struct {
	Text         string
	Reader       string   // language of the reader
	Kinds        []string // of Kinds; empty: all
	Forum        string   // key
	Organisation string   // key: what it said or signed, and itself
	Group        policy.Kind
	Language     string    // of the text: zh, en, sv
	From, To     time.Time // To is the first instant after; zero: no limit
	Page         int       // from 1
}

// Hit is one noun that was found. Title and Excerpt mark what was looked for. Language and State are those of the text it was
// found in; the title of a post is its thread's, in TitleLanguage.
type Hit struct {
	Card          register.Card
	Voice         register.Card // of the organisation in whose name it was said; empty: none the viewer may see
	Kind          string
	Title         []words.Span
	TitleLanguage string
	Excerpt       []words.Span
	Language      string
	State         text.State
	At            time.Time
	ForumKey      string
}

// Result is one page of hits, best first. Total is exact to index.MostCounted; More says that there are others. Blank: nothing
// was asked that could be looked for.
type Result struct {
	Hits  []Hit
	Total int
	More  bool
	Blank bool
	Page  int
	Pages int
	Took  time.Duration
}

// Find gives what meets the query and the viewer may see, each noun once, in three statements at most.
func (s *Search) Find(ctx context.Context, viewer policy.Actor, q Query) (Result, error) {
	began := clock.Wall()
	asked := words.Parse(q.Text)
	if len(asked.Clauses) == 0 {
		return Result{Blank: true, Page: 1}, nil
	}
	db := s.r.Read(ctx)
	found, err := index.Find(db, index.Asked{Query: asked, Viewer: viewer, Now: s.r.Now(), Reader: q.Reader, Narrow: q.narrow})
	if err != nil {
		return Result{}, err
	}
	res := Result{Total: len(found.Matches), More: found.More}
	res.Pages = min(MostPages, (res.Total+PageSize-1)/PageSize)
	res.Page = max(1, min(q.Page, res.Pages))
	from := (res.Page - 1) * PageSize
	page := found.Matches[from:min(from+PageSize, res.Total)]
	res.Hits, err = s.hits(db, viewer, page, asked, q.Reader)
	res.Total -= len(page) - len(res.Hits)
	res.Took = clock.Wall().Sub(began)
	return res, err
}

// narrow turns the filters into conditions on the documents d.
func (q Query) narrow(g *gorm.DB) *gorm.DB {
	kinds := slices.DeleteFunc(slices.Clone(q.Kinds), func(k string) bool { return !slices.Contains(Kinds(), k) })
	if len(kinds) > 0 {
		g = g.Where("d.kind IN ?", kinds)
	}
	if q.Forum != "" {
		g = g.Where("d.forum_key = ?", q.Forum)
	}
	if q.Organisation != "" {
		const org = "(SELECT id FROM organisations WHERE organisations.key = ?)"
		g = g.Where("(d.voice_id = "+org+" OR d.noun = ? AND d.noun_id IN (SELECT proposal_id FROM cosignatures WHERE signs_for = "+org+" AND state IN ?))",
			q.Organisation, proposal.Noun, q.Organisation, []string{cosign.Joined, cosign.Taking})
	}
	if slices.Contains(policy.Kinds(), q.Group) {
		g = g.Where("d.voice_kind = ?", q.Group)
	}
	if slices.Contains([]string{"zh", "en", "sv"}, q.Language) {
		g = g.Where("d.language = ?", q.Language)
	}
	if !q.From.IsZero() {
		g = g.Where("d.at >= ?", q.From.UTC())
	}
	if !q.To.IsZero() {
		g = g.Where("d.at < ?", q.To.UTC())
	}
	return g
}

// hits reads the texts and cards of a page. A card says what is true now: what the index has not yet heard of is left out.
func (s *Search) hits(db *gorm.DB, viewer policy.Actor, matches []index.Match, asked words.Query, reader string) ([]Hit, error) {
	ids := make([]int64, len(matches))
	for i, m := range matches {
		ids[i] = m.ID
	}
	docs, err := index.Documents(db, ids)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	cards, err := s.cards(db, viewer, docs)
	if err != nil {
		return nil, err
	}
	var list []Hit
	for _, m := range matches {
		d := docs[m.ID]
		in, place := within(d)
		card, seen := cards[in]
		if !seen || d.Noun == thread.PostNoun && card.State != thread.Published {
			continue
		}
		h := Hit{Card: placed(card, place), Voice: cards[policy.Ref{Noun: organisation.Noun, ID: string(d.VoiceID)}], Kind: d.Kind, Language: d.Language,
			State: text.State(d.State), At: d.At, ForumKey: d.ForumKey, Excerpt: words.Excerpt(d.Body, asked, excerptLength(d.Language))}
		title, tongue := d.Title, d.Language
		if d.Noun == thread.PostNoun {
			title, tongue = card.Title(reader)
		}
		h.Title, h.TitleLanguage = words.Excerpt(title, asked, len(title)), tongue
		list = append(list, h)
	}
	return list, nil
}

// excerptLength is about two lines, in characters.
func excerptLength(language string) int {
	if language == "zh" {
		return 80
	}
	return 180
}

// cards reads the cards of documents and of the organisations behind them, of what the viewer may see.
func (s *Search) cards(db *gorm.DB, viewer policy.Actor, docs map[int64]index.Doc) (map[policy.Ref]register.Card, error) {
	nouns, ids := []string{organisation.Noun}, []string{}
	for _, d := range docs {
		in, _ := within(d)
		nouns, ids = append(nouns, in.Noun), append(ids, in.ID, string(d.VoiceID))
	}
	slices.Sort(nouns)
	slices.Sort(ids)
	var rows []register.Card
	err := db.Scopes(register.Visible(viewer, s.r.Now(), "cards.")).
		Where("noun IN ? AND noun_id IN ?", slices.Compact(nouns), slices.Compact(ids)).Find(&rows).Error
	cards := map[policy.Ref]register.Card{}
	for _, c := range rows {
		cards[policy.Ref{Noun: c.Noun, ID: c.NounID}] = c
	}
	return cards, store.Found(err)
}

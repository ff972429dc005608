// Package thread is the conversation of a forum: threads and posts. A post is a personal view or an organisation's statement;
// it passes the safeguarding gate before anything is stored, may be held for a moderator, returned and sent again under the
// same id, and keeps every revision.
package thread

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sametable/internal/forum"
	"sametable/internal/photo"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Names of the nouns of this room in the register.
const (
	Noun     = "thread"
	PostNoun = "post"
)

// The states of a thread.
const (
	Open     = "open"
	Locked   = "locked"
	Archived = "archived"
)

// Thread is one conversation. Its title and purpose are a text, so they have versions and translations.
type Thread struct {
	ID        string `gorm:"primaryKey"`
	ForumKey  string
	Number    int // in its forum and year
	Year      int // in Beijing
	Reference string
	VersionID string
	TextID    string
	Language  string
	State     string
	Reason    string
	OpenedBy  policy.PersonID
	OpenedFor policy.OrganisationID
	MandateID policy.MandateID
	OpenedAt  time.Time
	ShownAt   *time.Time // when its first post was published; nil: only those who see that post see the thread
	Numbered  int        // numbers given to posts
	Posts     int        // posts that readers see
	LastAt    time.Time
	LastBy    policy.PersonID
	policy.Access
	Version int
}

// Record is the thread itself.
func (t Thread) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: t.ID} }

// Piece names it in the entries that seal it.
func (Thread) Piece() string { return "row" }

// Lock is the optimistic lock.
func (t *Thread) Lock() *int { return &t.Version }

// Path is the thread's page without the language: "/f/HD/t/2016-01".
func (t Thread) Path() string { return fmt.Sprintf("/f/%s/t/%d-%02d", t.ForumKey, t.Year, t.Number) }

// PostPath is the permanent address of one post.
func (t Thread) PostPath(number int) string {
	return fmt.Sprintf("%s?at=%d#p%d", t.Path(), number, number)
}

// Kind says in whose name a post speaks.
type Kind string

// The kinds of post: a personal view (个人意见) or an organisation's statement (单位意见).
const (
	Personal  Kind = "personal"
	Statement Kind = "statement"
)

// Post is one contribution. Its number in the thread and its id stay through every return and resubmission.
type Post struct {
	ID              string `gorm:"primaryKey"`
	ThreadID        string
	Number          int
	AuthorID        policy.PersonID
	AuthorFor       policy.OrganisationID
	MandateID       policy.MandateID
	Capacity        policy.Capacity
	Kind            Kind
	State           string
	TextID          string
	VersionID       string
	Revision        int
	QuotePostID     string
	QuoteVersionID  string
	QuoteNumber     int
	QuoteText       string
	QuoteLanguage   string
	HeldFor         string // why a moderator looks at it before it is published: rule ids and codes, separated by blanks
	Explanation     string // the author's word on what the gate found
	ConfirmedBy     policy.PersonID
	Letter          string // how a statement came that was not typed by its author
	LetterDated     string
	LetterAsked     bool // its author, not a colleague, asked to confirm it by letter
	EnteredBy       policy.PersonID
	Reason          string // of the last return, hiding or removal
	JudgedBy        policy.PersonID
	ProposedBy      policy.PersonID // the first of two who want it removed
	ProposedVerb    string          // remove or erase
	ProposedVersion string          // id of the version she read
	ProposedReason  string
	ProposedReads   bool // she reads its language
	SentAt          time.Time
	PublishedAt     *time.Time
	EditedAt        *time.Time
	policy.Access
	Version int
}

// Record is the post itself.
func (p Post) Record() policy.Ref { return policy.Ref{Noun: PostNoun, ID: p.ID} }

// Piece names it in the entries that seal it.
func (Post) Piece() string { return "row" }

// Lock is the optimistic lock.
func (p *Post) Lock() *int { return &p.Version }

// Writer is who may change the text when it came back: its author, or the secretary who typed it from a letter.
func (p Post) Writer() policy.PersonID {
	if p.typedForHer() {
		return p.EnteredBy
	}
	return p.AuthorID
}

// typedForHer tells a text that the secretariat typed from a letter, a call or a visit, from one its author typed herself.
func (p Post) typedForHer() bool { return p.EnteredBy != "" && !p.LetterAsked }

// hold adds a reason why a moderator looks at the post before it is published.
func (p *Post) hold(reason string) {
	all := strings.Fields(p.HeldFor)
	if !slices.Contains(all, reason) {
		p.HeldFor = strings.Join(append(all, reason), " ")
	}
}

// Threads is the room's door.
type Threads struct {
	r       *register.Register
	forums  *forum.Forums
	gate    *safeguard.Gate
	painter photo.Painter
}

// New opens the room.
func New(r *register.Register, forums *forum.Forums, gate *safeguard.Gate) *Threads {
	return &Threads{r: r, forums: forums, gate: gate}
}

// note begins an entry about the post; what differs is filled in by the use case.
func (p Post) note(t Thread, verb, from string) register.Note {
	return register.Note{
		Noun: PostNoun, ID: p.ID, Verb: verb, From: from, To: p.State, For: p.AuthorFor, Mandate: p.MandateID, Version: p.VersionID,
		Facts: map[string]any{"thread": t.Reference, "number": p.Number, "kind": string(p.Kind), "revision": p.Revision,
			"author_for": string(p.AuthorFor)}, Access: p.Access,
		Values: map[string]string{},
	}
}

// put keeps the post's card: titled as its thread, with the place of the post.
func (p Post) put(tx *register.Tx, t Thread, titles titles) {
	tx.Put(register.Card{Noun: PostNoun, NounID: p.ID, Reference: fmt.Sprintf("%s #%d", t.Reference, p.Number), Language: t.Language,
		TitleZh: titles["zh"], TitleEn: titles["en"], TitleSv: titles["sv"], State: p.State, Path: t.PostPath(p.Number), Access: p.Access})
}

// titles are a thread's titles by language.
type titles map[string]string

func titlesOf(tx *register.Tx, t Thread) (titles, error) {
	_, v, trs, err := text.Of(tx.DB, t.Record())
	if err != nil {
		return nil, err
	}
	all := titles{v.Language: v.Title}
	for _, tr := range trs {
		if tr.State.Shown() {
			all[tr.Language] = tr.Title
		}
	}
	return all, nil
}

func (t Thread) put(tx *register.Tx, titles titles) {
	tx.Put(register.Card{Noun: Noun, NounID: t.ID, Reference: t.Reference, Language: t.Language, TitleZh: titles["zh"], TitleEn: titles["en"],
		TitleSv: titles["sv"], State: t.State, Path: t.Path(), Access: t.Access})
}

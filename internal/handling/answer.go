package handling

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// AnswerNoun is the name of an answer in the register.
const AnswerNoun = "answer"

// The kinds of answers: the lead authority's reply, what one beside it thinks, and how its organisation rates the reply.
const (
	Reply   = "reply"
	Opinion = "opinion"
	Rating  = "rating"
)

// Kinds lists them.
func Kinds() []string { return []string{Reply, Opinion, Rating} }

// The states of an answer. Given is issued, or confirmed; only a rating goes on to Published, for it stays among the moderators first.
const (
	Draft      = "draft"
	Confirming = "confirming"
	Given      = "given"
	Published  = "published"
)

// How a reply is rated. None is what silence is recorded as: it is not satisfaction.
const (
	Satisfied    = "satisfied"
	Basically    = "basically"
	NotSatisfied = "not"
	NoFeedback   = "none"
)

// Ratings are those an organisation chooses from.
func Ratings() []string { return []string{Satisfied, Basically, NotSatisfied} }

// Answer is what one organisation says in the handling of a proposal: written by one of its people, confirmed by a second, or entered
// from a letter and checked against it.
type Answer struct {
	ID          string `gorm:"primaryKey"`
	HandlingID  string
	ProposalID  string
	ForumKey    string
	Kind        string
	Round       int
	AnswersFor  policy.OrganisationID
	State       string
	StateSince  time.Time
	Language    string
	TextID      string
	VersionID   string
	Revision    int
	Hash        string
	CoreZh      string
	CoreEn      string
	CoreSv      string
	Verdicts    string // JSON
	Grade       string
	Number      string // the authority's own, of its letter of reply
	Signer      string
	Contact     string // of an office
	Rating      string
	Alone       bool // its organisation had one registered person only: a moderator confirms with her
	FiledBy     policy.PersonID
	FiledAt     *time.Time
	EnteredBy   policy.PersonID
	Letter      string // how it came; empty: it was written here
	Dated       string
	Received    string
	LetterID    string
	Reason      string // why it was given back
	GivenBy     policy.PersonID
	GivenAt     *time.Time
	PublishedAt *time.Time
	policy.Access
	Version int
}

// TableName is the table's.
func (Answer) TableName() string { return "handling_answers" }

// Record is the answer itself.
func (a Answer) Record() policy.Ref { return policy.Ref{Noun: AnswerNoun, ID: a.ID} }

// Piece names it in the entries that seal it.
func (Answer) Piece() string { return "row" }

// Lock is the optimistic lock.
func (a *Answer) Lock() *int { return &a.Version }

// Measures are the verdicts of a reply.
func (a Answer) Measures() []Verdict {
	var all []Verdict
	_ = json.Unmarshal([]byte(a.Verdicts), &all) // written by encode; a kind without verdicts has none
	return all
}

func encode(all []Verdict) string {
	b, _ := json.Marshal(all) // plain values always marshal
	return string(b)
}

// Core is the sentence that says it all, for a reader of a language, and the language it is in.
func (a Answer) Core(language string) (words, in string) {
	said := map[string]string{"zh": a.CoreZh, "en": a.CoreEn, "sv": a.CoreSv}
	if said[language] != "" {
		return said[language], language
	}
	return said[a.Language], a.Language
}

// Taken are the verdicts out of which something is followed.
func (a Answer) Taken() []Verdict {
	return slices.DeleteFunc(a.Measures(), func(v Verdict) bool { return v.Verdict != Accepted && v.Verdict != InPart })
}

// settle gives the answer the access of its state. What is being written is its organisation's alone; what came by letter those see as
// well who check it; a reply is public once issued, a rating once a moderator publishes it.
func (a *Answer) settle() {
	class := policy.Colleagues
	switch {
	case a.State == Published || a.State == Given && a.Kind == Reply:
		class = policy.Public
	case a.Kind == Rating && (a.State == Given || a.Alone && a.State == Confirming):
		class = policy.Organisational
	case a.State == Given || a.Letter != "":
		class = policy.Secretariat
	}
	a.Access = policy.Access{Class: class, Forum: a.Forum, Organisation: a.AnswersFor, Person: a.FiledBy}
}

// Seen tells whether the viewer may see an answer: by its access, and an opinion that was given as one of the parties.
func (a Answer) Seen(viewer policy.Actor, m Handling, now time.Time) bool {
	return viewer.Sees(a.Access, now) || a.Kind == Opinion && a.State == Given && !viewer.Visitor() && m.Party(viewer, now)
}

// note begins an entry about the answer.
func (a Answer) note(p proposal.Proposal, past, from string) register.Note {
	n := register.Note{Noun: AnswerNoun, ID: a.ID, Verb: AnswerNoun + "." + past, From: from, To: a.State, For: a.AnswersFor, Version: a.VersionID, Hash: a.Hash,
		Access: a.Access, Values: map[string]string{},
		Facts: map[string]any{"reference": p.Reference, "proposal": p.ID, "kind": a.Kind, "round": a.Round, "answers_for": string(a.AnswersFor)}}
	if a.Letter != "" {
		n.Facts["channel"], n.Facts["dated"], n.Facts["received"] = a.Letter, a.Dated, a.Received
	}
	if a.Kind == Reply && a.State == Given {
		n.Facts["class"] = a.Grade
	}
	if a.State == Published {
		n.Facts["rating"] = a.Rating
	}
	return n
}

// Guards of the answer's machine.
const (
	guardOwn       = "guard.answer.own"
	guardOpen      = "guard.answer.open"
	guardStands    = "guard.answer.stands"
	guardSecond    = "guard.answer.second"
	guardColleague = "guard.answer.colleague"
	guardNoLetter  = "guard.answer.no_letter"
	guardOthers    = "guard.answer.others"
	guardPaper     = "guard.answer.paper"
	guardChecker   = "guard.answer.checker"
	guardRating    = "guard.answer.rating"
	guardWaited    = "guard.answer.waited"
)

// Machine is an answer's life.
func Machine() workflow.Machine { return machine() }

// past is what the register says of each step of an answer.
func past() map[string]string {
	return map[string]string{"file": "filed", "enter": "entered", "confirm": "given", "decline": "declined", "take_back": "taken_back", "check": "checked",
		"refuse_letter": "letter_refused", "publish": "published", "publish_silently": "published_silently"}
}

// pathOf is where an answer is read.
func pathOf(p proposal.Proposal, a Answer) string {
	if a.Kind == Reply && a.State == Given {
		return ReplyPath(p, a.Round)
	}
	return "/answer/" + a.ID
}

// put puts the card of an answer.
func (a Answer) put(tx *register.Tx, p proposal.Proposal) error {
	c, err := card(tx, p, register.Card{Noun: AnswerNoun, NounID: a.ID, State: a.State, Path: pathOf(p, a), Access: a.Access})
	tx.Put(c)
	return err
}

// composed are the words of a reply as one text, in the language it counts in: what is frozen and hashed.
func composed(a Answer) string {
	core, _ := a.Core(a.Language)
	parts := []string{core}
	for _, v := range a.Measures() {
		head := "**（" + itoa(v.Measure) + "）" + VerdictWord(a.Language, v.Verdict)
		for _, more := range []string{v.Until, v.Referred} {
			if more != "" {
				head += " · " + more
			}
		}
		parts = append(parts, head+"**\n\n"+v.Reason)
	}
	return strings.Join(parts, "\n\n")
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := Machine().MessageIDs()
	for _, verb := range past() {
		ids = append(ids, "entry."+AnswerNoun+"."+verb)
	}
	moved := []string{"handed_over", "replied", "rated", "not_rated", "followed_up"}
	own := []string{"begun", "followed_up", "not_rated", "day_moved", "due_soon", "overdue", "counted", "opinion_came", "authority_lost", "co_handler_lost", "standing_again", "reopening_proposed", "reply_given", "rating_given", "rating_published"}
	for verb, said := range verbs() {
		if own = append(own, said); moves(verb) {
			moved = append(moved, said)
		}
	}
	for _, said := range moved {
		ids = append(ids, "entry."+proposal.Noun+"."+said)
	}
	for _, said := range own {
		ids = append(ids, "entry."+Noun+"."+said)
	}
	return ids
}

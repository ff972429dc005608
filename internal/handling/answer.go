package handling

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
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

// Verdict is what an authority answers to one measure.
type Verdict struct {
	Measure  int    `json:"measure"`
	Verdict  string `json:"verdict"`
	Until    string `json:"until,omitempty"`    // of a study, "2019-12-31"
	Referred string `json:"referred,omitempty"` // who is competent instead
	Reason   string `json:"reason"`
}

// The verdicts.
const (
	Accepted     = "accepted"
	InPart       = "in_part"
	NotAccepted  = "not_accepted"
	UnderStudy   = "under_study"
	NotCompetent = "not_competent"
)

// Verdicts lists them.
func Verdicts() []string { return []string{Accepted, InPart, NotAccepted, UnderStudy, NotCompetent} }

// Grades are the classes of a reply: solved or largely solved, under way or planned, not now and kept for reference.
func Grades() []string { return []string{"A", "B", "C"} }

// Preset is the class that follows from the verdicts; the authority may set another.
func Preset(all []Verdict) string {
	said := func(of ...string) bool {
		return slices.ContainsFunc(all, func(v Verdict) bool { return slices.Contains(of, v.Verdict) })
	}
	switch {
	case !said(InPart, NotAccepted, UnderStudy, NotCompetent):
		return "A"
	case said(Accepted, InPart):
		return "B"
	}
	return "C"
}

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

var machine = sync.OnceValue(func() workflow.Machine {
	writers := policy.Whoever(policy.ReplyProposal, policy.RateReply)
	everybody, checkers := []policy.Role{policy.RoleVisitor}, policy.Who(policy.CheckLetter)
	by := func(verb, from, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{from}, To: to, Roles: roles, Guards: guards}
	}
	return workflow.Machine{
		Noun: AnswerNoun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Given, End: true}, {Name: Published, End: true}},
		Transitions: []workflow.Transition{
			by("file", Draft, Confirming, writers, guardOwn, guardOpen, guardStands),
			by("enter", Draft, Confirming, policy.Who(policy.EnterLetter), guardOthers, guardPaper, guardOpen, guardStands),
			by("confirm", Confirming, Given, everybody, guardSecond, guardColleague, guardOpen, guardStands),
			by("decline", Confirming, Draft, everybody, guardSecond, guardColleague),
			by("take_back", Confirming, Draft, writers, guardOwn, guardNoLetter),
			by("check", Confirming, Given, checkers, guardChecker, guardOthers, guardOpen, guardStands),
			by("refuse_letter", Confirming, Draft, checkers, guardChecker, guardOthers),
			by("publish", Given, Published, policy.Who(policy.PublishRating), guardRating, guardOthers),
			by("publish_silently", Given, Published, []policy.Role{policy.RoleSystem}, guardRating, guardWaited),
		},
	}
})

// JudgeAnswer asks every guard of the answer's machine for an actor. Pages ask the same.
func JudgeAnswer(actor policy.Actor, now time.Time, c Case, a Answer) workflow.Judgement {
	p, st := c.Proposal, c.Known.Of[a.AnswersFor]
	_, belongs := actor.Member(a.AnswersFor)
	mine, entered := a.FiledBy != "" && a.FiledBy == actor.Person, a.EnteredBy != "" && a.EnteredBy == actor.Person
	return workflow.Judgement{
		guardOwn:       workflow.Whose(writes(actor, now, p, a, st)),
		guardOpen:      workflow.If(opened(now, p, c.Handling, a), nil),
		guardStands:    workflow.If(st.Sits, nil),
		guardSecond:    workflow.Whose(seconds(actor, now, p, a, st)),
		guardColleague: {OK: !mine && a.Letter == "", Whose: mine},
		guardNoLetter:  workflow.If(a.Letter == "", nil),
		guardOthers:    workflow.Whose(!belongs),
		guardPaper:     workflow.If(a.Kind != Rating, nil),
		guardChecker:   {OK: a.Letter != "" && !entered, Whose: entered},
		guardRating:    workflow.If(a.Kind == Rating, nil),
		guardWaited:    workflow.If(a.GivenAt != nil && !now.Before(a.GivenAt.AddDate(0, 0, privateDays)), nil),
	}
}

// writes tells who may write an answer: those who act for the authority, and for a rating the representatives of the proposer.
func writes(actor policy.Actor, now time.Time, p proposal.Proposal, a Answer, st Standing) bool {
	if a.Kind == Rating {
		return holds(actor, p.Forum, now, a.AnswersFor, policy.Titular, policy.Alternate, policy.Expert, policy.Adviser)
	}
	return st.answers(actor, p.Forum, now, a.AnswersFor)
}

// seconds tells who may confirm one: for a reply who signs for the authority, if it has named anybody; else another of its people. Where
// an organisation has one registered person, a moderator of another confirms her rating with her.
func seconds(actor policy.Actor, now time.Time, p proposal.Proposal, a Answer, st Standing) bool {
	member, belongs := actor.Member(a.AnswersFor)
	switch {
	case a.Kind == Reply && st.Signs:
		return holds(actor, p.Forum, now, a.AnswersFor, policy.Signatory)
	case a.Kind != Rating:
		return st.answers(actor, p.Forum, now, a.AnswersFor)
	case a.Alone && actor.Has(policy.Moderator):
		return !belongs
	}
	return belongs && (member.FocalPoint || writes(actor, now, p, a, st))
}

// opened tells whether the handling takes such an answer now.
func opened(now time.Time, p proposal.Proposal, m Handling, a Answer) bool {
	if m.EndedAt != nil || a.Round != m.Round {
		return false
	}
	switch a.Kind {
	case Reply:
		return p.InHands()
	case Opinion: // also late, as long as there is no reply
		return p.State == proposal.HandedOver && slices.Contains(m.Beside(), a.AnswersFor)
	}
	return p.State == proposal.Replied && m.RateBy != nil && !now.After(*m.RateBy)
}

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
	words := map[string][]string{
		"zh": {"采纳", "部分采纳", "未采纳", "正在研究", "不属于本单位职责"},
		"sv": {"Tillgodosett", "Delvis tillgodosett", "Inte tillgodosett", "Utreds", "Utanför vårt ansvarsområde"},
		"en": {"Accepted", "Accepted in part", "Not accepted", "Under study", "Outside our remit"},
	}[a.Language]
	core, _ := a.Core(a.Language)
	parts := []string{core}
	for _, v := range a.Measures() {
		head := "**（" + itoa(v.Measure) + "）" + words[slices.Index(Verdicts(), v.Verdict)]
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
	own := []string{"begun", "followed_up", "not_rated", "day_moved", "due_soon", "overdue", "counted", "opinion_came", "reopening_proposed", "reply_given", "rating_given", "rating_published"}
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

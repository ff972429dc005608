package minutes

import (
	"slices"
	"strings"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of minutes.
const (
	Drafted    = "draft"
	Review     = "chair_review"
	Circulated = "circulated" // before those who were there
	Approved   = "approved"
	Issued     = "issued"
	Withheld   = "withheld" // a stub is left
)

// The states of a correction that somebody asked for.
const (
	Asked     = "open"
	Accepted  = "accepted"
	Changed   = "accepted_changed" // in other words than were asked for
	Declined  = "declined"
	TakenBack = "taken_back"
)

// Guards of the machines.
const (
	guardEnded     = "guard.minutes.ended"
	guardPresided  = "guard.minutes.presided"
	guardTold      = "guard.minutes.told"
	guardDecided   = "guard.minutes.decided"
	guardActions   = "guard.minutes.actions"
	guardLanguages = "guard.minutes.languages"
	guardCheckers  = "guard.minutes.checkers"
	guardNews      = "guard.minutes.news"
	guardSame      = "guard.minutes.same"
	guardAttended  = "guard.minutes.attended"
	guardWindow    = "guard.minutes.window"
	guardOver      = "guard.minutes.window_over"
	guardOpen      = "guard.minutes.open_corrections"
	guardLetters   = "guard.minutes.letters"
	guardUnread    = "guard.minutes.unconfirmed"
	guardConfirmed = "guard.minutes.confirmed"
	guardTouched   = "guard.minutes.touched"
	guardDrafter   = "guard.minutes.drafter"
	guardChecks    = "guard.minutes.checks"
	guardMode      = "guard.minutes.mode"
	guardClear     = "guard.minutes.clear"
	guardErratum   = "guard.minutes.erratum"
	guardProposed  = "guard.minutes.withholding"
	guardFiler     = "guard.minutes_correction.filer"
	guardGoing     = "guard.minutes_correction.going"
	guardLight     = "guard.minutes_correction.light"
)

// Machine is the life of minutes.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	draft, chairs, those := policy.Who(policy.DraftMinutes), policy.Who(policy.CirculateMinutes), policy.Who(policy.CorrectMinutes)
	approvers := append(policy.Who(policy.ApproveMinutes), policy.RoleSystem)
	withhold := policy.Who(policy.WithholdMinutes)
	complete := []string{guardEnded, guardPresided, guardTold, guardDecided, guardActions}
	one := func(verb, from, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{from}, To: to, Roles: roles, Guards: guards}
	}
	return workflow.Machine{
		Noun: Noun, First: Drafted,
		States: []workflow.State{{Name: Drafted}, {Name: Review}, {Name: Circulated}, {Name: Approved}, {Name: Issued, End: true}, {Name: Withheld, End: true}},
		Transitions: []workflow.Transition{
			one("edit", Drafted, Drafted, draft),
			{Verb: "name_checkers", From: []string{Drafted}, To: Drafted, Roles: draft, Guards: []string{guardEnded}},
			one("submit", Drafted, Review, draft, complete...),
			one("return", Review, Drafted, chairs),
			one("circulate", Review, Circulated, chairs, append(slices.Clone(complete), guardLanguages, guardCheckers, guardNews)...),
			one("resume", Review, Circulated, chairs, append(slices.Clone(complete), guardLanguages, guardCheckers, guardSame)...),
			one("file", Circulated, Circulated, those, guardAttended, guardWindow),
			one("agree", Circulated, Circulated, those, guardAttended, guardWindow),
			one("confirm_version", Circulated, Circulated, chairs, guardUnread),
			one("recall", Circulated, Drafted, policy.Who(policy.SettleCorrection), guardTouched),
			one("sign", Circulated, Circulated, append(slices.Clone(those), policy.RoleSecretary), guardChecks, guardOpen, guardConfirmed),
			one("approve", Circulated, Approved, approvers, guardDrafter, guardOver, guardOpen, guardLetters, guardConfirmed, guardMode),
			one("issue", Approved, Issued, policy.Who(policy.IssueMinutes), guardClear),
			one("propose_erratum", Issued, Issued, policy.Who(policy.IssueMinutes)),
			{Verb: "correct", From: []string{Issued}, To: Issued, Roles: chairs, Guards: []string{guardErratum}, Second: true},
			one("drop_erratum", Issued, Issued, append(slices.Clone(chairs), policy.RoleSecretary), guardErratum),
			one("propose_withholding", Issued, Issued, withhold),
			{Verb: "withhold", From: []string{Issued}, To: Withheld, Roles: withhold, Guards: []string{guardProposed}, Exceptional: true},
			one("dismiss_withholding", Issued, Issued, withhold, guardProposed),
		},
	}
})

// CorrectionMachine is the life of a correction that somebody asked for.
func CorrectionMachine() workflow.Machine { return correctionMachine() }

var correctionMachine = sync.OnceValue(func() workflow.Machine {
	settlers := policy.Who(policy.SettleCorrection)
	return workflow.Machine{
		Noun: CorrectionNoun, First: Asked,
		States: []workflow.State{{Name: Asked}, {Name: Accepted, End: true}, {Name: Changed, End: true}, {Name: Declined, End: true}, {Name: TakenBack, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "accept", From: []string{Asked}, To: Accepted, Roles: settlers, Guards: []string{guardGoing, guardLight}},
			{Verb: "accept_changed", From: []string{Asked}, To: Changed, Roles: settlers, Guards: []string{guardGoing, guardLight}},
			{Verb: "decline", From: []string{Asked}, To: Declined, Roles: settlers, Guards: []string{guardGoing}},
			{Verb: "take_back", From: []string{Asked}, To: TakenBack, Roles: append(policy.Who(policy.CorrectMinutes), policy.RoleVisitor), Guards: []string{guardFiler}},
		},
	}
})

// Scene is what the guards ask about: the minutes with what is known of them at an instant.
type Scene struct {
	Set         Set
	Ended       bool // the meeting is over
	Presided    bool // it is known who presided, and she is on the roll
	Blocks      []Block
	Corrections []Correction
	Checkers    []Checker
	Errata      []Erratum
	Sat         map[policy.PersonID]policy.OrganisationID // who sat at a place with a vote, and for whom
	There       []policy.OrganisationID                   // the organisations with a vote that were there: they are asked
	Beside      []policy.PersonID                         // who was there without a vote, 列席: they are told
	Agreed      *time.Time                                // when the next meeting agreed to them; nil: it has not
	News        bool                                      // they differ from what went round before in what is decided, or never went round
	Clear       bool                                      // nothing in them may show a child
	Letters     int64                                     // what came from outside and nobody has compared yet
	editions    []Edition                                 // the versions, oldest first; those that count with their text
}

// attended tells whether somebody was there: she sat at the table herself, or she speaks for an organisation that did.
func (s Scene) attended(actor policy.Actor, now time.Time) bool {
	if _, sat := s.Sat[actor.Person]; sat && actor.Person != "" {
		return true
	}
	return slices.ContainsFunc(actor.In(s.Set.Forum, now), func(m policy.Mandate) bool { return slices.Contains(s.There, m.Organisation) })
}

// roles are those somebody has for the minutes. Whoever sat there keeps the word of a delegate on them, whatever became of her mandate.
func (s Scene) roles(actor policy.Actor, now time.Time) []policy.Role {
	roles := actor.RolesIn(s.Set.Forum, now)
	if _, sat := s.Sat[actor.Person]; sat && actor.Person != "" {
		roles = append(roles, policy.RoleRepresentative)
	}
	return roles
}

// corrects tells whether somebody may have the minutes corrected: she was there, she chairs or convenes, or she knows the language.
func (s Scene) corrects(actor policy.Actor, kind string, now time.Time) bool {
	roles := actor.RolesIn(s.Set.Forum, now)
	return s.attended(actor, now) || slices.Contains(roles, policy.RoleChair) || slices.Contains(roles, policy.RoleConvener) ||
		kind == Rendering && slices.Contains(roles, policy.RoleTranslator)
}

// lacks gives the first number of an item to which something is still to be written, 0 where nothing is.
func (s Scene) lacks(facts []Facts, lacks func(Block, Facts) bool) int {
	for n, b := range s.Blocks {
		if !facts[n].Erased && lacks(b, facts[n]) { // what was erased by law nobody has to write again
			return b.Item
		}
	}
	return 0
}

func (s Scene) pending() (open int) {
	for _, c := range s.Corrections {
		if c.State == Asked {
			open++
		}
	}
	return open
}

// touched tells whether somebody asked for a correction of a decision, a vote, an election, a promise or the roll.
func (s Scene) touched() bool {
	return slices.ContainsFunc(s.Corrections, func(c Correction) bool {
		b, ok := s.block(c.BlockID)
		return c.State == Asked && (c.Kind == Attendance || ok && !Told(b.Kind))
	})
}

func (s Scene) block(id string) (*Block, bool) {
	at := slices.IndexFunc(s.Blocks, func(b Block) bool { return b.ID == id })
	if at < 0 {
		return nil, false
	}
	return &s.Blocks[at], true
}

// signed counts the checkers who have signed the version that counts.
func (s Scene) signed() (signed int) {
	for _, c := range s.Checkers {
		if c.Hash != "" && c.Hash == s.Set.Hash {
			signed++
		}
	}
	return signed
}

// mode tells whether the minutes are approved the way the charter says, by whoever acts.
func (s Scene) mode(actor policy.Actor, now time.Time) bool {
	roles := actor.RolesIn(s.Set.Forum, now)
	chairs := actor.System || slices.Contains(roles, policy.RoleChair)
	switch s.Set.Mode {
	case ByBallot:
		return chairs && s.Agreed != nil
	case Checking:
		return slices.Contains(roles, policy.RoleConvener) || !actor.System && chairs && len(s.Checkers) > 0 && s.signed() == len(s.Checkers)
	}
	return chairs || slices.Contains(roles, policy.RoleConvener) // where the chair wrote them herself
}

// untranslated tells whether what is typed of a block does not stand in a language in which it has to.
func (s Scene) untranslated(_ Block, f Facts) bool {
	var names []Names
	switch {
	case f.Decision != nil:
		names = append(names, f.Decision.Words)
	case f.Action != nil:
		names = append(names, f.Action.Title)
	case f.Election != nil:
		names = append(names, *f.Election)
	}
	return slices.ContainsFunc(append(s.Set.Required(), s.Set.Language), func(language string) bool {
		return slices.ContainsFunc(names, func(n Names) bool { return !n.has(language) })
	})
}

func told(b Block, _ Facts) bool { return Told(b.Kind) && b.Words == "" && !b.Noted }

func undecided(b Block, f Facts) bool {
	return b.Kind == Decision && (f.Decision == nil || f.Decision.Rule == "" || f.Decision.Ballot != "" && f.Decision.Result == "") ||
		b.Kind == Election && f.Election == nil || b.Kind == Reservation && strings.TrimSpace(b.Words) == ""
}

func ownerless(b Block, f Facts) bool {
	return b.Kind == Action && (f.Action == nil || f.Action.Owner == "" || f.Action.Due == "")
}

// at is the argument of a guard that names an item.
func at(item int) map[string]any { return map[string]any{"Item": item} }

// Judge asks every guard of the machine. Kind is that of the correction somebody files.
func (s Scene) Judge(actor policy.Actor, now time.Time, kind string) workflow.Judgement {
	m := s.Set
	facts := make([]Facts, len(s.Blocks))
	for n, b := range s.Blocks {
		facts[n] = b.Fact()
	}
	item := func(lacks func(Block, Facts) bool) workflow.Check {
		n := s.lacks(facts, lacks)
		return workflow.If(n == 0, at(n))
	}
	mine := slices.IndexFunc(s.Checkers, func(c Checker) bool { return c.PersonID == actor.Person && actor.Person != "" })
	erratum := slices.IndexFunc(s.Errata, func(e Erratum) bool { return e.ConfirmedAt == nil })
	roles := actor.RolesIn(m.Forum, now)
	second := erratum >= 0 && s.Errata[erratum].ProposedBy != actor.Person
	if m.WithholdBy != "" { // while they are to be withheld nothing in them is corrected
		second = m.seconds(actor, roles)
	}
	return workflow.Judgement{
		guardEnded: workflow.If(s.Ended, nil), guardPresided: workflow.If(s.Presided, nil), guardTold: item(told), guardDecided: item(undecided), guardActions: item(ownerless), guardLanguages: item(s.untranslated),
		guardCheckers:  workflow.If(m.Mode != Checking || len(s.Checkers) > 0, nil),
		guardNews:      workflow.If(s.News, nil),
		guardSame:      workflow.If(!s.News, nil),
		guardAttended:  workflow.Whose(s.corrects(actor, kind, now)),
		guardWindow:    workflow.If(m.Circulating(now), nil),
		guardOver:      workflow.If(m.ClosesAt != nil && now.After(*m.ClosesAt), map[string]any{"At": m.ClosesAt}),
		guardOpen:      workflow.If(s.pending() == 0, map[string]any{"Count": s.pending()}),
		guardLetters:   workflow.If(s.Letters == 0, map[string]any{"Count": s.Letters}),
		guardUnread:    workflow.If(m.ChairHash != m.Hash, nil),
		guardConfirmed: workflow.If(m.ChairHash == m.Hash && m.Hash != "", nil),
		guardTouched:   workflow.If(s.touched(), nil),
		guardDrafter:   workflow.Whose(actor.System && m.ChairBy != m.DraftedBy || !actor.System && m.DraftedBy != actor.Person),
		guardChecks:    workflow.Whose(mine >= 0 && m.DraftedBy != actor.Person),
		guardMode:      workflow.If(s.mode(actor, now), map[string]any{"Signed": s.signed(), "Checkers": len(s.Checkers), "Mode": m.Mode}),
		guardClear:     workflow.If(s.Clear, nil),
		guardErratum:   workflow.If(erratum >= 0 && m.WithholdBy == "", nil),
		guardProposed:  workflow.If(m.WithholdBy != "", nil),

		workflow.SecondPerson: workflow.If(second, nil),
		workflow.ReasonGiven:  workflow.If(m.Ground != "", nil),
	}
}

// JudgeCorrection asks every guard of a correction's machine.
func (s Scene) JudgeCorrection(actor policy.Actor, now time.Time, c Correction) workflow.Judgement {
	b, ok := s.block(c.BlockID)
	return workflow.Judgement{
		guardGoing: workflow.If(s.Set.State == Circulated || s.Set.State == Drafted, nil),
		guardLight: workflow.If(ok && (Told(b.Kind) && c.Kind != Attendance || s.Set.State == Drafted), nil),
		guardFiler: workflow.Whose(c.FiledBy == actor.Person && actor.Person != ""),
	}
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"edit": "edited", "name_checkers": "checkers_named", "submit": "submitted", "return": "returned", "circulate": "circulated", "file": "correction_filed",
		"agree": "agreed", "confirm_version": "version_confirmed", "recall": "recalled", "resume": "resumed", "sign": "signed", "approve": "approved", "issue": "issued",
		"propose_erratum": "erratum_proposed", "correct": "corrected", "drop_erratum": "erratum_dropped", "propose_withholding": "withholding_proposed", "withhold": "withheld",
		"dismiss_withholding": "withholding_dismissed", "accept": "correction_accepted", "accept_changed": "correction_accepted_changed", "decline": "correction_declined",
		"take_back": "correction_taken_back"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), CorrectionMachine().MessageIDs()...)
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	for _, verb := range []string{"begun", "laid", "reminded", "window_over", "overdue", "translated", "certified"} {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	for of, all := range map[string][]string{"kind": Kinds(), "correction": CorrectionKinds(), "answered": Answers(), "channel": Channels()} {
		for _, one := range all {
			ids = append(ids, "minutes."+of+"."+one)
		}
	}
	return ids
}

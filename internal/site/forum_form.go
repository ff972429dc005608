package site

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/web"
)

// rulesTyped are a charter's rules as a form carries them: numbers as they were typed, beside the rules they make.
type rulesTyped struct {
	rules   forum.Rules
	numbers map[string]string
	watched string
	bad     fault.Fields
}

// err is what no rule of the room below looks at.
func (r rulesTyped) err() error { return r.bad.Err() }

// seatsMost is the largest number of seats a group can be given.
const seatsMost = 99

// rulesTyped reads the rules of a form. What is no number is below every measure, so that its field is told what fits.
func (v *visit) rulesTyped() rulesTyped {
	t := rulesTyped{numbers: map[string]string{}, watched: shaped(v.FormValue("watched"))}
	amount := func(name string) int {
		t.numbers[name] = strings.TrimSpace(v.FormValue(name))
		return number(t.numbers[name])
	}
	t.rules = forum.Rules{
		NoticeDays: amount("notice_days"), QuorumShare: v.FormValue("quorum_share"), QuorumGroups: amount("quorum_groups"), Decision: v.FormValue("decision"),
		MinutesApproval: v.FormValue("minutes_approval"), MinutesDays: amount("minutes_days"), CorrectionDays: amount("correction_days"), ConsultationDays: amount("consultation_days"), ReplyMonths: amount("reply_months"),
		ReplyMonthsMost: amount("reply_months_most"), Seats: map[policy.Kind]int{}, Threads: policy.Class(v.FormValue("threads")), QuietMinutes: amount("quiet_minutes"),
	}
	chosen := v.Request().Form
	for _, kind := range policy.Kinds() {
		if slices.Contains(chosen["quorum_needs"], string(kind)) {
			t.rules.QuorumNeeds = append(t.rules.QuorumNeeds, kind)
		}
		name := "seats_" + string(kind)
		if n := amount(name); t.numbers[name] != "" {
			if n < 0 || n > seatsMost {
				t.bad.Add(name, "charter.number_between", fault.Args{"Least": 0, "Most": seatsMost})
			}
			t.rules.Seats[kind] = n
		}
	}
	for _, language := range []string{"zh", "en", "sv"} {
		if slices.Contains(chosen["languages"], language) {
			t.rules.Languages = append(t.rules.Languages, language)
		}
	}
	t.rules.BothProvinces, t.rules.RollCall, t.rules.AttributedDissent = slices.Contains(chosen["extra"], "both_provinces"), slices.Contains(chosen["extra"], "roll_call"), slices.Contains(chosen["extra"], "dissent")
	t.rules.ClockToMembers = slices.Contains(chosen["extra"], "clock")
	for line := range strings.Lines(t.watched) {
		if term := strings.TrimSpace(line); term != "" {
			t.rules.Watched = append(t.rules.Watched, term)
		}
	}
	return t
}

// rulesAs are rules as a form shows them at first.
func rulesAs(r forum.Rules) rulesTyped {
	t := rulesTyped{rules: r, watched: strings.Join(r.Watched, "\n"), numbers: map[string]string{}}
	for name, n := range map[string]int{"notice_days": r.NoticeDays, "quorum_groups": r.QuorumGroups, "consultation_days": r.ConsultationDays, "minutes_days": r.MinutesDays, "correction_days": r.CorrectionDays,
		"reply_months": r.ReplyMonths, "reply_months_most": r.ReplyMonthsMost, "quiet_minutes": r.QuietMinutes} {
		t.numbers[name] = strconv.Itoa(n)
	}
	for kind, n := range r.Seats {
		t.numbers["seats_"+string(kind)] = strconv.Itoa(n)
	}
	return t
}

// ruleFields makes the fields of a charter's rules.
func (v *visit) ruleFields(t rulesTyped, errors map[string]string) web.RuleFields {
	ask := func(name, label string) web.Ask {
		return web.Ask{Name: name, Label: label, Value: t.numbers[name], Error: errors[name]}
	}
	amount := func(name, label string) web.Input {
		return web.Input{Ask: ask(name, label), Mode: "numeric", Short: true}
	}
	r, say := t.rules, v.t.Say
	f := web.RuleFields{
		Meeting: []web.Input{amount("notice_days", say("rule.notice_days")), amount("quorum_groups", say("rule.quorum_groups"))},
		Terms: []web.Input{amount("minutes_days", say("rule.minutes_days")), amount("correction_days", say("rule.correction_days")), amount("consultation_days", say("rule.consultation_days")), amount("reply_months", say("rule.reply_months")),
			amount("reply_months_most", say("rule.reply_months_most"))},
		Share:    v.ruleChoice(ask("quorum_share", say("rule.quorum")), r.QuorumShare, "rule.share", forum.QuorumShares()),
		Decision: v.ruleChoice(ask("decision", say("rule.decision")), r.Decision, "rule.decision", forum.DecisionRules()),
		Approval: v.ruleChoice(ask("minutes_approval", say("rule.minutes")), r.MinutesApproval, "rule.minutes", forum.ApprovalModes()),
		Threads:  v.ruleChoice(ask("threads", say("rule.threads")), string(r.Threads), "rule.threads", []string{string(policy.Members), string(policy.Public)}),
		Quiet:    amount("quiet_minutes", say("rule.quiet_minutes")),
		Watched:  web.Area{Ask: web.Ask{Name: "watched", Label: say("rule.watched"), Hint: say("rule.watched_hint"), Value: t.watched, Error: errors["watched"], Optional: true}, Rows: 4, Check: web.Link(v.t, "/check")},
	}
	needs := ask("quorum_needs", say("rule.needs"))
	needs.Optional = true
	f.Needs = web.Choice{Ask: needs}
	for _, kind := range policy.Kinds()[:5] { // the facilitator and donors have no vote
		f.Needs.Options = append(f.Needs.Options, web.Option{Value: string(kind), Word: v.t.Of("web.group", string(kind)), Chosen: slices.Contains(r.QuorumNeeds, kind)})
	}
	for _, kind := range policy.Kinds() {
		seat := amount("seats_"+string(kind), say("rule.seats_for", fault.Args{"Group": v.t.Of("web.group", string(kind))}))
		seat.Optional = true
		f.Seats = append(f.Seats, seat)
	}
	f.Extra = web.Choice{Ask: web.Ask{Name: "extra", Label: say("rule.extra"), Optional: true}, Options: []web.Option{
		{Value: "both_provinces", Word: say("rule.provinces"), Chosen: r.BothProvinces}, {Value: "roll_call", Word: say("rule.roll_call"), Chosen: r.RollCall},
		{Value: "dissent", Word: say("rule.dissent"), Chosen: r.AttributedDissent},
		{Value: "clock", Word: say("rule.clock"), Chosen: r.ClockToMembers}}}
	f.Required = web.Choice{Ask: web.Ask{Name: "languages", Label: say("rule.languages"), Hint: say("rule.languages_hint"), Optional: true}}
	for _, language := range []string{"zh", "en", "sv"} {
		f.Required.Options = append(f.Required.Options, web.Option{Value: language, Word: v.t.Of("rule.language", language), Chosen: slices.Contains(r.Languages, language)})
	}
	return f
}

// ruleChoice is a rule with its choices by name.
func (v *visit) ruleChoice(ask web.Ask, chosen, family string, values []string) web.Choice {
	ask.Value = chosen
	return web.Choice{Ask: ask, Options: options(v.t, values, family)}
}

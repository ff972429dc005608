package site

import (
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// forumMessages lists the sentences of this family that are put together at run time.
func forumMessages() []string {
	ids := []string{"state.forum." + forum.Founding, "state.forum." + forum.Active,
		"rule.threads." + string(policy.Members), "rule.threads." + string(policy.Public), "home.partner." + string(policy.Facilitator), "home.partner." + string(policy.Donor)}
	for _, share := range forum.QuorumShares() {
		ids = append(ids, "rule.quorum."+share, "rule.share."+share)
	}
	for _, rule := range forum.DecisionRules() {
		ids = append(ids, "rule.decision."+rule)
	}
	for _, mode := range forum.ApprovalModes() {
		ids = append(ids, "rule.minutes."+mode)
	}
	for _, code := range lang.Codes() {
		ids = append(ids, "rule.language."+string(code))
	}
	for _, verb := range []string{"forum.founded", "forum.activated", "charter.adoption_proposed", "charter.adoption_declined", "seat.given", "seat.ended", "mandate.proposed", "mandate.accepted", "mandate.declined", "mandate.confirmed", "mandate.refused", "mandate.paused", "mandate.resumed",
		"mandate.ended", "mandate.resigned", "mandate.replaced", "mandate.unseated", "mandate.expired", "house.set_up", "house.profile_loaded", "terms.loaded"} {
		ids = append(ids, "entry."+verb)
	}
	for _, verb := range append(forum.StepVerbs(), "replace") {
		ids = append(ids, "mandate.lead."+verb)
	}
	return ids
}

// rulesInShort are the rules a reader of a forum's page wants to know.
func (v *visit) rulesInShort(table forum.Table) []web.Pair {
	r, t := table.Charter.Rules(), v.t
	rows := []web.Pair{{Key: t.Say("rule.quorum"), Text: v.quorum(r, table.Voting())}, {Key: t.Say("rule.decision"), Text: t.Of("rule.decision", r.Decision)},
		{Key: t.Say("rule.notice"), Text: t.Count("lang.days", r.NoticeDays)}}
	if r.BothProvinces {
		rows = append(rows, web.Pair{Key: t.Say("rule.provinces"), Text: t.Say("rule.yes")})
	}
	return append(rows, web.Pair{Key: t.Say("rule.threads"), Text: t.Of("rule.threads", string(r.Threads))},
		web.Pair{Key: t.Say("rule.authentic_language"), Text: t.Of("rule.language", table.Forum.Language)})
}

// quorum says when a meeting can decide, in numbers where there are seats to reckon by.
func (v *visit) quorum(r forum.Rules, voting int) string {
	text := v.t.Of("rule.share", r.QuorumShare)
	if voting > 0 {
		text = v.t.Say("rule.quorum."+r.QuorumShare, fault.Args{"Needed": r.Needed(voting), "Seats": voting})
	}
	args := fault.Args{"Seats": text, "Groups": v.t.Count("rule.groups_n", r.QuorumGroups)}
	switch {
	case len(r.QuorumNeeds) == 0 && r.QuorumGroups <= 1: // whoever is there is of some group
		return text
	case len(r.QuorumNeeds) == 0:
		return v.t.Say("rule.quorum_is", args)
	}
	args["Needs"] = v.t.List(v.groupWords(r.QuorumNeeds))
	if r.QuorumGroups <= 1 {
		return v.t.Say("rule.quorum_needs", args)
	}
	return v.t.Say("rule.quorum_is_with", args)
}

func (v *visit) groupWords(kinds []policy.Kind) []string {
	words := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		words = append(words, v.t.Of("web.group", string(kind)))
	}
	return words
}

// authentic says which language prevails.
func (v *visit) authentic(language string) string {
	return v.t.Say("rule.authentic", fault.Args{"Language": v.t.Of("rule.language", language)})
}

// rulesTable is every rule of a charter by name.
func (v *visit) rulesTable(table forum.Table) []web.Pair {
	r, t := table.Charter.Rules(), v.t
	yes := map[bool]string{true: t.Say("rule.yes"), false: t.Say("rule.no")}
	var languages []string
	for _, code := range r.Languages {
		languages = append(languages, t.Of("rule.language", code))
	}
	rows := []web.Pair{
		{Key: t.Say("rule.notice"), Text: t.Count("lang.days", r.NoticeDays)},
		{Key: t.Say("rule.quorum"), Text: v.quorum(r, table.Voting())},
		{Key: t.Say("rule.provinces"), Text: yes[r.BothProvinces]},
		{Key: t.Say("rule.decision"), Text: t.Of("rule.decision", r.Decision)},
		{Key: t.Say("rule.roll_call"), Text: yes[r.RollCall]},
		{Key: t.Say("rule.dissent"), Text: yes[r.AttributedDissent]},
		{Key: t.Say("rule.minutes"), Text: t.Of("rule.minutes", r.MinutesApproval)},
		{Key: t.Say("rule.writing"), Text: t.Count("rule.working_days_n", r.MinutesDays)},
		{Key: t.Say("rule.correction"), Text: t.Count("rule.working_days_n", r.CorrectionDays)},
		{Key: t.Say("rule.consultation"), Text: t.Count("lang.days", r.ConsultationDays)},
		{Key: t.Say("rule.reply"), Text: t.Say("rule.reply_is", fault.Args{"Months": t.Count("rule.months_n", r.ReplyMonths), "Most": t.Count("rule.months_n", r.ReplyMonthsMost)})},
		{Key: t.Say("rule.clock"), Text: yes[r.ClockToMembers]},
		{Key: t.Say("rule.threads"), Text: t.Of("rule.threads", string(r.Threads))},
		{Key: t.Say("rule.languages"), Text: t.List(append([]string{t.Of("rule.language", table.Forum.Language)}, languages...))},
		{Key: t.Say("rule.quiet"), Text: t.Count("rule.minutes_n", r.QuietMinutes)},
	}
	if len(r.Seats) > 0 {
		var seats []string
		for _, kind := range policy.Kinds() {
			if n, limited := r.Seats[kind]; limited {
				seats = append(seats, t.Say("rule.seats_of", fault.Args{"Group": t.Of("web.group", string(kind)), "N": strconv.Itoa(n)}))
			}
		}
		rows = append(rows, web.Pair{Key: t.Say("rule.seats"), Text: t.List(seats)})
	}
	if len(r.Watched) > 0 {
		rows = append(rows, web.Pair{Key: t.Say("rule.watched"), Text: strings.Join(r.Watched, " · ")})
	}
	return rows
}

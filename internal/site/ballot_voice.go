package site

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// ballotVoice is what one organisation said, with what the viewer can do about it.
func (v *visit) ballotVoice(row ballot.Row, voter ballot.VoterRow) web.BallotVoice {
	e := web.BallotVoice{Org: v.orgNamed(voter.Kind, voter.OrgKey, voter.OrgZh, voter.OrgEn, voter.OrgSv), Away: !row.Written && !voter.Present, Words: voter.Words, Lang: tagOf(voter.Language),
		Answer: voter.Answer, Label: v.t.Say("ballot.reservation")}
	e.Status = web.Status{Family: web.Neutral, Word: v.t.Say("ballot.silent")}
	if row.ClosedAt != nil || row.Result != "" { // none comes any more
		e.Status.Word = v.t.Of("ballot.count", "silent")
	}
	if voter.Voice != "" {
		e.Status = web.Status{Family: voiceFamily(voter.Voice), Word: v.t.Of("ballot.voice", string(voter.Voice))}
	}
	if voter.Objection != "" {
		e.Notes = append(e.Notes, v.t.Of("state.objection", voter.Objection))
		if row.Result == "" {
			e.Label = v.t.Say("ballot.resolves")
		}
	}
	if voter.Erased() {
		e.Notes = append(e.Notes, v.t.Say("proposal.erased_stub"))
	}
	if voter.EnteredBy != "" {
		who, _ := v.postName(voter.EntererName, voter.EntererLatin)
		e.Notes = append(e.Notes, v.t.Say("ballot.entered_by", fault.Args{"Who": who}))
		if voter.Waits(v.now) {
			e.Notes = append(e.Notes, v.t.Say("ballot.waits", fault.Args{"Until": v.t.Remaining(voter.ConfirmBy(), v.now)}))
		} else if !voter.Counts() {
			e.Notes = append(e.Notes, v.t.Say("ballot.lapsed"))
		}
	}
	if v.actor.Visitor() {
		return e
	}
	at := "/ballot/" + row.ID
	act := func(word, path, kind string) {
		e.Acts = append(e.Acts, web.Act{Word: word, Href: web.Link(v.t, at+path), Kind: kind})
	}
	if v.s.Ballots.May(v.actor, row, voter.Voter, "confirm_entry") == nil {
		e.Acts = append(e.Acts, web.Act{Word: v.t.Of("verb.ballot", "confirm_entry"), Kind: "first", Action: web.Link(v.t, at+"/confirm/"+voter.OrgKey), Nonce: v.freshNonce(), Version: voter.Version})
	}
	if v.s.Ballots.May(v.actor, row, voter.Voter, "cast") == nil {
		word, kind := v.t.Of("verb.ballot", "cast"), "first"
		if voter.Voice != "" {
			word, kind = v.t.Say("ballot.change"), ""
		}
		act(word, "/vote/"+voter.OrgKey, kind)
	} else if v.s.Ballots.May(v.actor, row, voter.Voter, "enter") == nil && !voter.Counts() {
		act(v.t.Of("verb.ballot", "enter"), "/vote/"+voter.OrgKey, "")
	}
	if voter.Objection != "" {
		for _, verb := range []string{"answer", "clear", "maintain", "override"} {
			if v.s.Ballots.MaySettle(v.actor, row, voter.Voter, verb) == nil {
				act(v.t.Of("verb.objection", verb), "/objection/"+voter.OrgKey+"/"+verb, "")
			}
		}
	}
	return e
}

// ballotEarlier is what organisations said before they changed their minds, by organisation, oldest first: of what the viewer reads in the
// register.
func (v *visit) ballotEarlier(lines []register.Line) map[policy.OrganisationID][]web.BallotEarlier {
	all := map[policy.OrganisationID][]web.BallotEarlier{}
	for _, line := range lines {
		org, voice := line.Fact("organisation"), line.Fact("voice")
		if !slices.Contains([]string{"ballot.cast", "ballot.entered"}, line.Verb) || line.Masked || !slices.Contains(ballot.Voices(), ballot.Voice(voice)) {
			continue
		}
		one := web.BallotEarlier{At: line.At, Voice: v.t.Of("ballot.voice", voice), Words: line.Values["words"], Lang: tagOf(line.Fact("language"))}
		all[policy.OrganisationID(org)] = append(all[policy.OrganisationID(org)], one)
	}
	for org, said := range all {
		all[org] = said[:len(said)-1] // the last one stands
	}
	return all
}

func voiceFamily(voice ballot.Voice) web.Family {
	switch voice {
	case ballot.Yes, ballot.NoObjection:
		return web.Done
	case ballot.Objects:
		return web.Overdue
	}
	return web.Neutral
}

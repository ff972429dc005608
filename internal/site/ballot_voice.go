package site

import (
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/web"
)

// ballotVoice is what one organisation said, with what the viewer can do about it.
func (v *visit) ballotVoice(row ballot.Row, voter ballot.VoterRow) web.BallotVoice {
	e := web.BallotVoice{Org: v.orgNamed(voter.Kind, voter.OrgKey, voter.OrgZh, voter.OrgEn, voter.OrgSv), Away: !row.Written && !voter.Present, Words: voter.Words, Lang: tagOf(voter.Language),
		Answer: voter.Answer, Label: v.t.Say("ballot.reservation")}
	e.Status = web.Status{Family: web.Neutral, Word: v.t.Say("ballot.silent")}
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

func voiceFamily(voice ballot.Voice) web.Family {
	switch voice {
	case ballot.Yes, ballot.NoObjection:
		return web.Done
	case ballot.Objects:
		return web.Overdue
	}
	return web.Neutral
}

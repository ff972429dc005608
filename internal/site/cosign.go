package site

import (
	"strings"

	"sametable/internal/byletter"
	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/web"
)

// cosignRoutes are the steps of organisations that sign another's proposal. /cosign/ takes ids of signatures.
func (s *Site) cosignRoutes() []Route {
	return []Route{
		get("/:l/proposal/:id/cosign", signedIn, cosignOfferPage),
		post("/:l/proposal/:id/cosign", signedIn, cosignOffer),
		get("/:l/cosign/:id/letter", signedIn, cosignLetterPage),
		post("/:l/cosign/:id/letter", signedIn, cosignLetter),
		get("/:l/cosign/:id/paper", signedIn, cosignPaper),
		get("/:l/cosign/:id/:verb", signedIn, cosignVerbPage),
		post("/:l/cosign/:id/:verb", signedIn, cosignVerb),
	}
}

// signedWith says how many organisations sign a proposal together with its own.
func (v *visit) signedWith(p proposal.Proposal) string {
	if n := len(p.SignedWith()); n > 0 {
		return v.t.Count("cosign.and_others", n)
	}
	return ""
}

// together are the organisations that sign a proposal with its own, in the order they joined.
func (v *visit) together(p proposal.Proposal) ([]web.Org, error) {
	all, err := v.organisations(p.SignedWith())
	var orgs []web.Org
	for _, id := range p.SignedWith() {
		if o, known := all[id]; known {
			orgs = append(orgs, v.orgOf(o))
		}
	}
	return orgs, err
}

func (v *visit) signerOrg(r cosign.Row) web.Org {
	return v.orgNamed(r.OrgKind, r.OrgKey, r.OrgZh, r.OrgEn, r.OrgSv)
}

// proposalSigning adds to a proposal's page who signs it too, and what the viewer may do about it.
func (v *visit) proposalSigning(row proposal.Row, letters []byletter.Row, view *web.ProposalView) error {
	if row.ScreenedAt == nil {
		return nil
	}
	ctx := v.Request().Context()
	given, err := fact(v, "signatures", row.ID, func() ([]cosign.Row, error) { return v.s.Cosignatures.Given(ctx, row.Proposal) })
	if err != nil {
		return err
	}
	rows, err := v.s.Cosignatures.For(ctx, v.actor, row.Proposal, given)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	ways, err := v.eraseSome(cosign.LetterNoun, ids...)
	if err != nil {
		return err
	}
	signing := &web.CosignView{}
	for _, r := range rows {
		if r.Signs() {
			view.Together = append(view.Together, v.signerOrg(r))
		}
		if !r.Signs() && (r.State == cosign.Unsigned || r.State == cosign.Proposing) {
			continue
		}
		line := v.signatureRow(r)
		if err := v.takeOverByLetter(r, letters, &line, &view.Notes); err != nil {
			return err
		}
		if way := ways[r.ID]; way != nil {
			line.Acts = append(line.Acts, *way.act)
			view.Notes = append(view.Notes, way.notes...)
		}
		signing.Rows = append(signing.Rows, line)
	}
	if _, own := v.actor.Member(row.ProposedFor); !own && v.actor.Person != "" {
		if v.s.Cosignatures.Offering(ctx, v.actor, row.Proposal, rows) == nil {
			signing.Offer = &web.Act{Word: v.t.Of("verb.cosignature", "offer"), Icon: "pen", Href: web.Link(v.t, "/proposal/"+row.ID+"/cosign")}
		}
	}
	if len(signing.Rows) > 0 || signing.Offer != nil {
		view.Signing = signing
	}
	return nil
}

// signatureRow is how one signature stands.
func (v *visit) signatureRow(r cosign.Row) web.CosignRow {
	row := web.CosignRow{Org: v.signerOrg(r)}
	if r.Signs() {
		row.Since = r.JoinedAt
	}
	if !r.Signs() || r.Own && r.State == cosign.Taking {
		s := web.Status{Family: web.Waiting, Word: v.t.Of("state.cosignature", r.State)}
		if r.State == cosign.Refused || r.State == cosign.Withdrawn {
			s.Family = web.Neutral
		}
		row.Status = &s
	}
	offerer, _ := v.postName(r.OffererName, r.OffererLatin)
	confirmer, _ := v.postName(r.ConfName, r.ConfLatin)
	heir, _ := v.postName(r.HeirName, r.HeirLatin)
	args := fault.Args{"Who": web.Name(offerer), "By": web.Name(confirmer), "Heir": web.Name(heir), "Dated": v.letterDate(r.LetterDated)}
	id := "cosign.offered_by"
	switch {
	case r.State == cosign.Taking && r.Own:
		id = "cosign.heir_is"
	case r.ConfirmedBy != "" && r.Letter != "":
		id = "cosign.confirmed_by_letter"
	case r.ConfirmedBy != "":
		id = "cosign.confirmed_by"
	}
	row.Formal = v.t.Pieces(fault.Message{ID: id, Args: args})
	if r.Opens {
		row.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, r.Path()+"/paper")}
	}
	for _, o := range v.s.Cosignatures.Options(v.actor, r) {
		switch {
		case o.Verb == "offer": // stands below the list
			continue
		case o.Blocked != nil:
			if strings.HasSuffix(o.Blocked.ID, ".mandate") || strings.HasSuffix(o.Blocked.ID, ".unstated") || strings.HasSuffix(o.Blocked.ID, ".sits") {
				row.Why = append(row.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.cosignature", o.Verb), Href: web.Link(v.t, r.Path()+"/"+o.Verb)}
		switch o.Verb {
		case "confirm", "check", "accept", "take_over", "confirm_take_over":
			a.Kind = "first"
		case "attach_letter":
			a.Href, a.Kind = web.Link(v.t, r.Path()+"/letter"), "first"
		}
		row.Acts = append(row.Acts, a)
	}
	return row
}

// nameSigners says in a proposal's history which organisations its lines are about, and why something was given back.
func (v *visit) nameSigners(lines []register.Line, entries []web.CharterEntry) error {
	of := func(line register.Line) (ids []policy.OrganisationID) {
		names := []string{"cosigner"}
		if line.Verb == "proposal.taken_over" {
			names = []string{"from", "to"}
		}
		for _, name := range names {
			if id := line.Fact(name); id != "" {
				ids = append(ids, policy.OrganisationID(id))
			}
		}
		return ids
	}
	var ids []policy.OrganisationID
	for _, line := range lines {
		ids = append(ids, of(line)...)
	}
	if len(ids) == 0 {
		return nil
	}
	known, err := v.organisations(ids)
	if err != nil {
		return err
	}
	for i, line := range lines {
		about := of(line)
		for _, id := range about {
			if o, there := known[id]; there {
				entries[i].Orgs = append(entries[i].Orgs, v.orgOf(o))
			}
		}
		if len(about) > 0 && entries[i].Note == "" {
			entries[i].Note = line.Values["reason"]
		}
	}
	return nil
}

// signerIs says above a step what it is about: the proposal, and whose signature.
func (v *visit) signerIs(about proposal.Row, org *web.Org) []web.Pair {
	pairs := v.proposalIs(about)
	if org != nil {
		pairs = append(pairs, web.Pair{Key: v.t.Say("cosign.signer"), Body: web.OrgLine(v.t, *org)})
	}
	return pairs
}

// orgCalled is an organisation of the viewer's.
func (v *visit) orgCalled(id policy.OrganisationID) *web.Org {
	o, known := v.orgs[id]
	if !known || o.ID == "" {
		return nil
	}
	org := v.orgOf(o)
	return &org
}

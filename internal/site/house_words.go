package site

import (
	"sametable/internal/account"
	"sametable/internal/policy"
)

// houseMessages lists the sentences that the desk, moderation, the organisations' and the house's pages put together at run time.
func houseMessages() []string {
	families := map[string][]string{
		"record.noun":        append(recordNouns(), "thing"),
		"mod.held":           {"rule", "photo", "watched", "new_organisation", "other"},
		"desk.draft":         {"reply", "write", "letter", "proposal"},
		"desk.office":        {account.Proposed, account.RevocationProposed, account.Suspended},
		"house.turn":         {"disable", "enable"},
		"post.translated":    {"reviewed", "certified", "machine", "stale"},
		"post.from":          {"zh", "en", "sv"},
		"house.office_step":  officeVerbs(),
		"org_page.step":      organisationVerbs(),
		"org_page.note_hint": {"officers", "organisation"},
		"org_page.part":      {"names", "what", "where", "work", "children"},
		"org_page.invite_f":  {"name", "latin", "email", "language", "how", "focal_point", "checked"},
	}
	for _, o := range policy.Offices() {
		families["house.office_does"] = append(families["house.office_does"], string(o))
	}
	for _, step := range []string{"drafts", "charters", "seats"} {
		families["desk.step"] = append(families["desk.step"], step, step+"_why")
	}
	families["org_page.invite_h"] = families["org_page.invite_f"]
	families["org_page.f"] = []string{"key", "kind", "name_native", "native_language", "name_zh", "name_en", "name_sv", "sort_key", "scheme", "identifier",
		"identifier_note", "evidence", "region", "also_regions", "services_zh", "services_en", "services_sv", "mandate_zh", "mandate_en", "mandate_sv",
		"works_with_children", "safeguarding"}
	families["service.f"] = []string{"name_zh", "name_en", "name_sv", "about_zh", "about_en", "about_sv", "for_whom", "regions", "day"}
	families["service.h"] = []string{"for_whom", "regions", "day"}
	families["org_page.h"] = families["org_page.f"]
	var ids []string
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}

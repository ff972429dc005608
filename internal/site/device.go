package site

import "strings"

// The keys under which a device keeps what is typed into the long fields of forms that are no posts: so a telephone that dies
// loses nothing. Nothing of it lies here; it goes when the form was taken in, at sign-out, and after thirty days.
func organisationDraft(key, field string) string { return "org:" + key + ":" + field }

func mandateDraft(id, verb string) string { return "mandate:" + id + ":" + verb }

func charterDraft(key, field string) string { return "charter:" + key + ":" + field }

func seatDraft(id string) string { return "seat:" + id }

// serviceDraft is a field of a service; a new one is known by its organisation's key.
func serviceDraft(id, field string) string { return serviceDrafts(id) + ":" + field }

// serviceDrafts stands for all that a device may keep of a service's form.
func serviceDrafts(id string) string { return "service:" + id }

// taken tells the device that it may let go of what it kept: the form is in. A key stands for those below it as well, up to the next
// colon: the whole list has to fit into a cookie.
func (v *visit) taken(keys ...string) {
	v.s.remember(v.Context, acceptedCookie, strings.Join(keys, " "), 60)
}

// organisationDrafts are all that a device may keep of an organisation's form.
func organisationDrafts(key string) []string {
	var keys []string
	for _, field := range []string{"services_zh", "services_en", "services_sv", "safeguarding", "evidence"} {
		keys = append(keys, organisationDraft(key, field))
	}
	return keys
}

// charterDrafts are all that a device may keep of a charter's form.
func charterDrafts(key string) []string {
	var keys []string
	for _, field := range []string{"zh", "en", "sv", "watched"} {
		keys = append(keys, charterDraft(key, field))
	}
	return keys
}

package organisation_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

const aPDF = "%PDF-1.4 an invented certificate"

func paper(name, content string) input.Sent {
	return input.Sent{File: strings.NewReader(content), Name: name}
}

func TestEvidenceIsClosed(t *testing.T) {
	worlds(t, func(w *world) {
		o, other := w.to(organisation.Draft), w.to(organisation.Draft)
		boss := focal(o, "boss")
		e, err := w.s.AddEvidence(w.ctx, boss, o.ID, paper(`C:\papers\登记证书.pdf`, aPDF))
		if err != nil || e.Name != "登记证书.pdf" || e.Kind != "application/pdf" || e.Size != len(aPDF) || len(e.Hash) != 64 {
			t.Fatalf("%+v, %v", e, err)
		}
		for _, c := range []struct {
			name  string
			actor policy.Actor
			opens bool
		}{
			{"focal point", boss, true}, {"ACC", w.johan, true}, {"member", member(o, "b"), false}, {"focal point of another", focal(other, "c"), false},
			{"MOD", w.moderator, false}, {"ADM", w.mats, false}, {"stranger", w.stranger, false}, {"visitor", w.visitor, false},
		} {
			got, err := w.s.EvidenceFile(w.ctx, c.actor, e.ID)
			if c.opens && (err != nil || string(got.Content) != aPDF) || !c.opens && !fault.Is(err, fault.ReasonNotFound) {
				t.Errorf("%s: %d bytes, %v", c.name, len(got.Content), err)
			}
			list, err := w.s.EvidenceOf(w.ctx, c.actor, o.ID)
			if err != nil || (len(list) == 1) != c.opens {
				t.Errorf("%s sees %d in the list, %v", c.name, len(list), err)
			}
			if len(list) > 0 && len(list[0].Content) > 0 {
				t.Errorf("%s: the list carries the content", c.name)
			}
		}
		entry := w.last(o, "organisation.evidence_added")
		if entry.Fact("hash") != e.Hash || entry.Class != policy.Accreditation || strings.Contains(entry.Facts, "登记证书") {
			t.Errorf("%+v", entry)
		}
	})
}

func TestWhoAddsEvidenceAndWhen(t *testing.T) {
	worlds(t, func(w *world) {
		draft, accredited := w.to(organisation.Draft), w.to(organisation.Accredited)
		add := func(actor policy.Actor, o organisation.Organisation) error {
			_, err := w.s.AddEvidence(w.ctx, actor, o.ID, paper("a.pdf", aPDF))
			return err
		}
		w.must(add(focal(draft, "a"), draft))
		w.must(add(w.johan, draft)) // the officer who registers it
		w.refused(add(member(draft, "b"), draft), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(add(w.stranger, draft), fault.ReasonNotFound, "fault.not_found")
		w.refused(add(w.visitor, draft), fault.ReasonNotFound, "fault.not_found")
		w.refused(add(focal(accredited, "c"), accredited), fault.ReasonConflict, "organisation.locked")
		for range 4 {
			w.must(add(focal(draft, "a"), draft))
		}
		w.refused(add(focal(draft, "a"), draft), fault.ReasonInvalid, "file: organisation.evidence_many")
	})
}

func TestWhatEvidenceCanBe(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Draft)
		var picture bytes.Buffer
		w.must(png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 2, 2))))
		for _, c := range []struct{ name, file, content, want string }{
			{"nothing", "", "", "file: letter.not_a_letter"},
			{"a page called PDF", "a.pdf", "<html><script>", "file: letter.not_a_letter"},
			{"an empty name", " ", aPDF, "file: input.required"},
			{"too large", "a.pdf", "%PDF-" + strings.Repeat("x", 8<<20), "file: letter.too_large"},
			{"a child in the name", "王小明" + "_9岁_" + "登记表.pdf", aPDF, "file: letter.name_stopped"},
			{"a telephone in the name", "证书 138" + "0013" + "8000.pdf", aPDF, "file: letter.name_stopped"},
			{"a picture", "证书.png", picture.String(), ""},
			{"a picture called PDF", "b.pdf", picture.String(), ""},
		} {
			e, err := w.s.AddEvidence(w.ctx, focal(o, "a"), o.ID, paper(c.file, c.content))
			if c.want != "" {
				w.refused(err, fault.ReasonInvalid, c.want)
			} else if err != nil || e.Kind != "image/png" {
				t.Errorf("%s: %+v, %v", c.name, e, err)
			}
		}
		_, err := w.s.AddEvidence(w.ctx, focal(o, "a"), o.ID, input.Sent{})
		w.refused(err, fault.ReasonInvalid, "file: input.required")
	})
}

func TestEvidenceIsRemovedWhole(t *testing.T) {
	worlds(t, func(w *world) {
		o, other := w.to(organisation.Draft), w.to(organisation.Draft)
		boss := focal(o, "boss")
		e, err := w.s.AddEvidence(w.ctx, boss, o.ID, paper("scan of spring.pdf", aPDF))
		w.must(err)
		w.refused(w.s.RemoveEvidence(w.ctx, member(o, "b"), o.ID, e.ID), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(w.s.RemoveEvidence(w.ctx, focal(other, "c"), other.ID, e.ID), fault.ReasonNotFound, "fault.not_found")
		w.must(w.s.RemoveEvidence(w.ctx, boss, o.ID, e.ID))
		w.refused(w.s.RemoveEvidence(w.ctx, boss, o.ID, e.ID), fault.ReasonNotFound, "fault.not_found")
		var left int64
		w.must(w.r.Read(w.ctx).Model(&organisation.Evidence{}).Count(&left).Error)
		if gone := w.last(o, "organisation.evidence_removed"); left != 0 || gone.Fact("hash") != e.Hash {
			t.Errorf("%d left, %+v", left, gone)
		}
		var named int64
		w.must(w.r.Read(w.ctx).Model(&register.EntryValue{}).Where("text LIKE ?", "%scan of spring%").Count(&named).Error)
		if named != 0 {
			t.Errorf("the register still has the file's name, %d times", named)
		}
		if _, err := w.r.Verify(w.ctx, nil, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

package document_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sametable/internal/clock"
	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// room is a room of documents with a clock.
type room struct {
	*testing.T
	*document.Documents
	r     *register.Register
	clock *clock.Shifted
}

func rooms(t *testing.T, play func(room)) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		c := clock.At(forumtest.Start)
		r := register.New(db, c)
		play(room{t, document.New(r, safeguard.Default()), r, c})
	})
}

// sits is somebody who sits in a forum in a capacity.
func sits(person string, capacity policy.Capacity) policy.Actor {
	return policy.Actor{Person: policy.PersonID(person), Name: "例某", Memberships: []policy.Membership{{Organisation: "huilin", Accredited: true}},
		Mandates: []policy.Mandate{{ID: "m", Forum: "hd", ForumKey: "HD", Organisation: "huilin", Capacity: capacity}}}
}

func opinions() document.Form {
	return document.Form{Number: "国发[2016]第013号", Dated: "2016年2月4日", Issuer: "国务院", Language: "zh", TitleZh: "国务院关于加强农村留守儿童关爱保护工作的意见",
		TitleEn: "Opinions on Left-behind Children", Link: "https://www.gov.cn/zhengce/content/2016-02/14/content_5041066.htm"}
}

func (r room) add(form document.Form) document.Document {
	r.Helper()
	d, err := r.Add(r.Context(), sits("li", policy.Titular), form)
	if err != nil {
		r.Fatal(err)
	}
	return d
}

// beside gives "field id" of each thing that is wrong with a form.
func beside(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return fmt.Sprint(err)
	}
	all := []string{}
	for _, one := range f.Fields {
		all = append(all, one.Name+" "+one.ID)
	}
	return strings.Join(append(all, f.ID)[:max(len(all), 1)], ", ")
}

func TestADocumentIsReadIntoOneForm(t *testing.T) {
	rooms(t, func(r room) {
		d := r.add(opinions())
		if d.Number != "国发〔2016〕13号" || d.Dated != "2016-02-04" || d.State != document.Listed || d.Path() != "/documents/"+d.Key() {
			r.Errorf("%+v", d)
		}
		second := opinions()
		second.Number, second.Dated = "国办函〔2016〕30号", ""
		if d := r.add(second); d.Dated != "2016" || !strings.HasSuffix(d.Key(), "-02") {
			r.Errorf("the second is %s of %s", d.Key(), d.Dated)
		}
		swedish := document.Form{Reference: "SOU 2016:19", Unsure: true, Dated: "2016", Issuer: "Socialdepartementet", Language: "sv", TitleSv: "Barnkonventionen blir svensk lag"}
		if d := r.add(swedish); d.Cited() != "SOU 2016:19" || d.Unsure {
			r.Errorf("a paper without a number is cited as %q, unsure %v", d.Cited(), d.Unsure)
		}
		if title, in := d.Title("sv"); title != d.TitleZh || in != "zh" {
			r.Errorf("without a Swedish title it is %q in %s", title, in)
		}
	})
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	rooms(t, func(r room) {
		r.add(opinions())
		other := func(change func(*document.Form)) document.Form {
			f := opinions()
			f.Number = "国发〔2016〕36号"
			change(&f)
			return f
		}
		for want, form := range map[string]document.Form{
			"number document.number_taken":    opinions(),
			"number document.number_brackets": other(func(f *document.Form) { f.Number = "国发201636号" }),
			"number document.number_form":     other(func(f *document.Form) { f.Number = "SOU 2016:19" }),
			"dated document.dated":            other(func(f *document.Form) { f.Dated = "last spring" }),
			"issuer input.required":           other(func(f *document.Form) { f.Issuer = " " }),
			"language input.choice":           other(func(f *document.Form) { f.Language = "de" }),
			"title_sv document.title_own":     other(func(f *document.Form) { f.Language = "sv" }),
			"title_en input.too_long":         other(func(f *document.Form) { f.TitleEn = strings.Repeat("long ", 50) }),
			"link document.link_https":        other(func(f *document.Form) { f.Link = "http://www.gov.cn/zhengce" }),
			"link document.link_form":         other(func(f *document.Form) { f.Link = "javascript:alert(1)" }),
			"number document.number_or_reference, issuer input.required, language input.required, dated input.required": {},
		} {
			_, err := r.Add(r.Context(), sits("li", policy.Titular), form)
			got, wanted := strings.Split(beside(err), ", "), strings.Split(want, ", ")
			slices.Sort(got)
			slices.Sort(wanted)
			if !slices.Equal(got, wanted) {
				r.Errorf("%q, want %q", got, wanted)
			}
		}
		for name, link := range map[string]string{"user": "https://me:secret@www.gov.cn/", "no host": "https:///x", "one word": "https://localhost/", "blank": "https://www.gov.cn/a b"} {
			form := other(func(f *document.Form) { f.Link = link })
			if _, err := r.Add(r.Context(), sits("li", policy.Titular), form); beside(err) != "link document.link_form" {
				r.Errorf("%s: %s", name, beside(err))
			}
		}
	})
}

// No title, issuer, link or reason is stored that shows a child: nobody looks at a document before readers see it.
func TestEveryTextPassesTheGate(t *testing.T) {
	rooms(t, func(r room) {
		bad := "请打" + " 13800" + "138000 "
		d, head := r.add(opinions()), int64(0)
		head, _, _ = r.r.Head(r.Context())
		for field, change := range map[string]func(*document.Form){
			"reference": func(f *document.Form) { f.Reference = bad }, "issuer": func(f *document.Form) { f.Issuer = bad },
			"title_zh": func(f *document.Form) { f.TitleZh = bad }, "title_en": func(f *document.Form) { f.TitleEn = bad },
			"title_sv": func(f *document.Form) { f.TitleSv = bad }, "link": func(f *document.Form) { f.Link += "?tel=" + "13800" + "138000" },
		} {
			form := opinions()
			change(&form)
			if _, err := r.Change(r.Context(), sits("li", policy.Titular), d.Key(), form); !strings.HasPrefix(beside(err), field+" safeguard.") {
				r.Errorf("%s: %s", field, beside(err))
			}
		}
		_, err := r.Withdraw(r.Context(), sits("li", policy.Titular), document.Withdrawal{Key: d.Key(), Reason: bad})
		if !strings.HasPrefix(beside(err), "reason safeguard.") {
			r.Errorf("reason: %s", beside(err))
		}
		if now, _, err := r.r.Head(r.Context()); err != nil || now != head {
			r.Errorf("%d entries more, %v", now-head, err)
		}
	})
}

func TestWhoeverElseChangesItTellsWhoAddedIt(t *testing.T) {
	rooms(t, func(r room) {
		d, ctx := r.add(opinions()), r.Context()
		form := d.Form()
		if same, err := r.Change(ctx, sits("li", policy.Titular), d.Key(), form); err != nil || same.Version != d.Version {
			r.Errorf("nothing was changed: version %d, %v", same.Version, err)
		}
		form.Number, form.Unsure = "国发〔2016〕14号", true
		changed, err := r.Change(ctx, sits("sec", policy.Secretary), d.Key(), form)
		if err != nil || changed.Key() != d.Key() || changed.Number != "国发〔2016〕14号" {
			r.Fatalf("%+v, %v", changed, err)
		}
		if _, err := r.Change(ctx, sits("li", policy.Titular), d.Key(), d.Form()); !fault.Is(err, fault.ReasonConflict) {
			r.Errorf("an old page: %v", err)
		}
		if _, err := r.Withdraw(ctx, sits("sec", policy.Secretary), document.Withdrawal{Key: d.Key(), Version: changed.Version}); beside(err) != "reason input.required" {
			r.Errorf("without a reason: %s", beside(err))
		}
		if _, err := r.Withdraw(ctx, sits("li", policy.Titular), document.Withdrawal{Key: d.Key(), Reason: "文号有误。", Version: changed.Version}); err != nil {
			r.Fatal(err)
		}
		lines, err := r.r.Timeline(ctx, policy.Actor{}, d.Record())
		if err != nil || len(lines) != 3 {
			r.Fatalf("%d lines, %v", len(lines), err)
		}
		for i, want := range []string{"document.added {}", `document.changed {"persons":["li"]}`, "document.withdrawn {}"} {
			if got := lines[i].Verb + " " + lines[i].Tell; got != want {
				r.Errorf("line %d: %s, want %s", i, got, want)
			}
		}
		if !strings.Contains(lines[1].Facts, `"fields":["number"]`) || lines[2].Values["reason"] != "文号有误。" {
			r.Errorf("%s, %v", lines[1].Facts, lines[2].Values)
		}
		r.add(form) // the number is free again
	})
}

func TestTheListIsSearchedAndTurned(t *testing.T) {
	rooms(t, func(r room) {
		for i := 1; i <= 2*document.PageSize+3; i++ {
			f := opinions()
			f.Number, f.Dated, f.TitleZh = fmt.Sprintf("国发〔%d〕%d号", 1960+i, i), fmt.Sprint(1960+i%40), fmt.Sprintf("关于第%d件事的意见", i)
			r.add(f)
		}
		seen, dates, after := map[document.ID]bool{}, []string{}, ""
		for pages := 1; ; pages++ {
			page, more, err := r.List(r.Context(), document.Filter{After: after})
			if err != nil {
				r.Fatal(err)
			}
			for _, d := range page {
				seen[d.ID], dates = true, append(dates, d.Dated)
			}
			if !more {
				if pages != 3 || len(seen) != 2*document.PageSize+3 || !slices.IsSortedFunc(dates, func(a, b string) int { return strings.Compare(b, a) }) {
					r.Errorf("%d pages with %d documents, in the order %v", pages, len(seen), dates)
				}
				break
			}
			after = page[len(page)-1].Key()
		}
		gone := r.add(document.Form{Reference: "100%_BARN", Dated: "2001", Issuer: "Ömsesidigt", Language: "sv", TitleSv: "Åtgärder för barn"})
		found := func(filter document.Filter) int {
			page, _, err := r.List(r.Context(), filter)
			if err != nil {
				r.Error(err)
			}
			return len(page)
		}
		for name, c := range map[string]struct {
			filter document.Filter
			want   int
		}{
			"number": {document.Filter{Number: "国发〔1967〕7号"}, 1}, "no such number": {document.Filter{Number: "国发〔1967〕8号"}, 0},
			"words": {document.Filter{Words: "第7件 意见"}, 1}, "capitals": {document.Filter{Words: "ÅTGÄRDER ömse"}, 1}, "wide": {document.Filter{Words: "ｂａｒｎ"}, 1},
			"a sign of patterns": {document.Filter{Words: "%_b"}, 1}, "an underscore is no joker": {document.Filter{Words: "100_"}, 0},
			"a mark is no joker": {document.Filter{Words: "!"}, 0}, "an unknown page": {document.Filter{Words: "åtgärder", After: "0-0"}, 1},
		} {
			if got := found(c.filter); got != c.want {
				r.Errorf("%s: %d, want %d", name, got, c.want)
			}
		}
		if _, err := r.Withdraw(r.Context(), sits("li", policy.Titular), document.Withdrawal{Key: gone.Key(), Reason: "Dubblett."}); err != nil {
			r.Fatal(err)
		}
		if n := found(document.Filter{Words: "åtgärder"}); n != 0 {
			r.Errorf("a withdrawn document is listed")
		}
		if d, err := r.Find(r.Context(), gone.Key()); err != nil || d.State != document.Withdrawn || d.Reason != "Dubblett." {
			r.Errorf("its page is gone: %+v, %v", d, err)
		}
		for _, key := range []string{"", "2016", "2016-1", "2016-00", "x-01", "2016-01-01", "+2016-01"} {
			if _, err := r.Find(r.Context(), key); !fault.Is(err, fault.ReasonNotFound) {
				r.Errorf("%q: %v", key, err)
			}
		}
	})
}

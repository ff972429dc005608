package world

import (
	"io/fs"
	"strings"
	"testing"
)

// Each rule of the check is broken once; the finding must name it.
func TestCheckFindsWhatIsBroken(t *testing.T) {
	post := func(w *World, key string, n int) *Post {
		th, _ := w.Thread(key)
		p, _ := th.Post(n)
		return p
	}
	for name, c := range map[string]struct {
		spoil func(*World)
		want  string
	}{
		"half-width":     {func(w *World) { post(w, "T04", 1).Body = "时间,不够" }, "half-width"},
		"exclamation":    {func(w *World) { w.Forums[0].Purpose.ZH += "！" }, "exclamation"},
		"order":          {func(w *World) { post(w, "T02", 3).At = post(w, "T02", 1).At }, "not later than"},
		"stranger":       {func(w *World) { post(w, "T07", 1).Author = "maliqing" }, "may not speak"},
		"quote":          {func(w *World) { post(w, "T01", 4).Quote.Words = "另外的话" }, "does not say"},
		"second person":  {func(w *World) { post(w, "T01", 9).ConfirmedBy = "luliyun" }, "no second person"},
		"letter":         {func(w *World) { post(w, "T02", 8).Letter.CheckedBy = "sunlizhen" }, "may not check"},
		"reviewer":       {func(w *World) { post(w, "T08", 3).Translations[0].Reviewer = "duliwen" }, "reviewer of zh"},
		"lost ◇":         {func(w *World) { tr := post(w, "T04", 1).Translations; tr[0].Body = "32 villages" }, "differ from the original"},
		"reference":      {func(w *World) { post(w, "T03", 2).Body += "{ref:T99}" }, "no thread"},
		"placeholder":    {func(w *World) { post(w, "T02", 10).Body += Child }, "a placeholder"},
		"identifier":     {func(w *World) { w.Organisations[0].Identifier.Value = "52680100DEMA020190" }, "does not pass"},
		"missing policy": {func(w *World) { w.Organisations[0].SafeguardingPolicy = Text{} }, "safeguarding policy"},
		"region":         {func(w *World) { w.Organisations[0].Region = "639900" }, "is unknown"},
		"tile":           {func(w *World) { *w.Regions[2].Tile = *w.Regions[1].Tile }, "shares its tile"},
		"quorum":         {func(w *World) { w.Forums[2].Rules.Quorum.Needed = 11 }, "quorum 11"},
		"seat":           {func(w *World) { w.Forums[0].Seats[0].Titular = "suliyi" }, "does not belong"},
		"donor's seat":   {func(w *World) { w.Forums[0].Seats[0].Organisation = "donor-a" }, "may not hold a seat"},
		"gap in office":  {func(w *World) { w.Forums[2].Officers[1].From = w.StartsAt }, "not filled"},
		"charter":        {func(w *World) { w.Forums[1].Charter.Text.SV += "\n\nEn rad till." }, "blocks in sv"},
		"role":           {func(w *World) { w.People[0].Roles = []string{"SEC"} }, "role SEC"},
		"action":         {func(w *World) { w.Steps[3].Action = "office.take" }, "not in the vocabulary"},
		"play":           {func(w *World) { w.Steps[0].At = w.StartsAt }, "earlier than"},
		"lock":           {func(w *World) { th, _ := w.Thread("T10"); th.Locked.By = "elin" }, "locked by elin"},
		"lost post":      {func(w *World) { post(w, "T09", 7).At = post(w, "T09", 7).At.AddDate(0, 0, 1) }, "0 times post.publish"},
	} {
		t.Run(name, func(t *testing.T) {
			w := load(t)
			c.spoil(w)
			if err := w.check(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want a finding with %q, got %v", c.want, err)
			}
		})
	}
}

// The placeholder stands in one file, once: nowhere else could a child slip in unseen.
func TestThePlaceholderStandsOnce(t *testing.T) {
	n := 0
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		for line := range strings.Lines(string(raw)) {
			if !strings.HasPrefix(line, "#") {
				n += strings.Count(line, Child)
			}
		}
		return err
	})
	if err != nil || n != 1 {
		t.Errorf("%d placeholders, %v", n, err)
	}
}

func TestUnknownKeysAreRefused(t *testing.T) {
	var into struct{}
	if err := decode("regions.toml", &into); err == nil || !strings.Contains(err.Error(), "unknown keys") {
		t.Errorf("got %v", err)
	}
}

func TestVocabularyIsUsedAndDocumented(t *testing.T) {
	used := map[string]bool{}
	for _, s := range load(t).Timeline() {
		used[s.Action] = true
	}
	seen := map[string]bool{}
	for _, a := range Actions() {
		if !used[a.Name] || a.Does == "" || seen[a.Name] {
			t.Errorf("%s: unused, undocumented or twice", a.Name)
		}
		seen[a.Name] = true
	}
}

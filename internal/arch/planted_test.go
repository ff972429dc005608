package arch_test

import (
	"strings"
	"testing"
)

// TestMannersBite plants each fault once, and beside it what looks like it and is allowed.
func TestMannersBite(t *testing.T) {
	for _, c := range []struct {
		manner func(source) []string
		file   string
		code   string
		found  int
	}{
		{wallTime, "internal/thread/a.go", `import "time"; func f() time.Time { return time.Now() }`, 1},
		{wallTime, "internal/thread/a.go", `import "time"; func f() any { return time.Now }`, 1},
		{wallTime, "internal/thread/a.go", `import t "time"; func f(x t.Time) any { return t.Since(x) }`, 1},
		{wallTime, "internal/clock/a.go", `import "time"; func f() time.Time { return time.Now() }`, 0},
		{wallTime, "internal/thread/a_test.go", `import "time"; func f() time.Time { return time.Now() }`, 0},
		{wallTime, "internal/thread/a.go", `func f(time clock) any { return time.Now() }`, 0},
		{madeContext, "internal/thread/a.go", `import "context"; func f() any { return context.Background() }`, 1},
		{madeContext, "internal/thread/a.go", `import "context"; func f() any { return context.TODO() }`, 1},
		{madeContext, "cmd/forum/a.go", `import "context"; func f() any { return context.Background() }`, 0},
		{rawSQL, "internal/thread/a.go", `func f() { db.Where("x").Exec("DELETE") }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { db.Raw("SELECT 1") }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { conn.ExecContext(ctx, "x") }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { f := db.Exec; f("x") }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { tx.Statement.ConnPool.ExecContext(ctx, "x") }`, 2},
		{rawSQL, "internal/thread/a.go", `func f() { r.Store().SQL().Exec("x") }`, 2},
		{rawSQL, "internal/thread/a.go", `func f() { sqlDB, _ := tx.DB() }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { db.Query("DELETE"); db.Prepare(x + y); db.Query(statement) }`, 3},
		{rawSQL, "internal/thread/a.go", `func f() { db.QueryRowContext(ctx, "x"); db.PrepareContext(ctx, "x"); db.Migrator() }`, 3},
		{rawSQL, "internal/thread/a.go", `import "sametable/internal/store"; func f() { store.SQLTx(tx) }`, 1},
		{rawSQL, "internal/notice/work.go", `import "sametable/internal/store"; func f() { store.SQLTx(tx); db.SQL() }`, 1},
		{rawSQL, "internal/thread/a.go", `func f() { url.Query().Get("x"); a.Prepare(ctx, slip, form); tx.DB.Where("x") }`, 0},
		{opensTheRecord, "internal/thread/a.go", `import "sametable/internal/store"; func f() { store.WithWatch(ctx, w) }`, 1},
		{opensTheRecord, "internal/register/a.go", `import "sametable/internal/store"; func f() { store.WithWatch(ctx, w) }`, 0},
		{rawSQL, "internal/store/a.go", `func f() { db.Exec("DELETE") }`, 0},
		{rawSQL, "internal/thread/a_test.go", `func f() { db.Exec("DELETE") }`, 0},
		{rawSQL, "internal/thread/a.go", `import "github.com/a-h/templ"; func f() { templ.Raw("x") }`, 0},
		{echoes, "internal/thread/a.go", `import _ "github.com/labstack/echo/v4"`, 1},
		{echoes, "web/a.go", `import _ "github.com/labstack/echo/v4/middleware"`, 1},
		{echoes, "internal/site/a.go", `import _ "github.com/labstack/echo/v4"`, 0},
		{systemCalls, "internal/app/a.go", `import "syscall"; var x = syscall.Getrusage`, 1},
		{systemCalls, "internal/app/a_unix.go", `import "syscall"; var x = syscall.Getrusage`, 0},
		{systemCalls, "cmd/forum/a.go", `import "syscall"; var x = syscall.SIGTERM`, 0},
		{inits, "internal/thread/a.go", `func init() {}`, 1},
		{inits, "internal/thread/a.go", `type x int; func (x) init() {}`, 0},
		{packageVariables, "internal/thread/a.go", `var a, b = 1, map[string]int{}`, 2},
		{packageVariables, "internal/thread/a.go", `var x int`, 1},
		{packageVariables, "internal/thread/a.go", `import "regexp"; var x = []*regexp.Regexp{regexp.MustCompile("a")}`, 1},
		{packageVariables, "internal/thread/a.go", `import "sync"; var x = sync.OnceValue(f)()`, 0},
		{packageVariables, "internal/thread/a.go", `import "errors"; var x = errors.New("x")`, 0},
		{packageVariables, "internal/thread/a.go", `var _ I = (*T)(nil)`, 0},
		{packageVariables, "internal/thread/a.go", "import \"embed\"\n//go:embed x\nvar files embed.FS", 0},
		{packageVariables, "internal/thread/a.go", `func f() { var x int; _ = x }`, 0},
		{emptyNames, "internal/utils/a.go", `func f() {}`, 1},
		{emptyNames, "internal/thread/post_helpers.go", `func f() {}`, 1},
		{emptyNames, "internal/thread/a.go", `func GetPost() {}; type postImpl int; type ThreadManager int`, 3},
		{emptyNames, "internal/thread/a.go", `func Together() {}; type Getting int; func (Getting) Commons() {}`, 0},
		{undocumented, "internal/thread/a.go", `func Open() {}; type Post int; const X = 1; func (Post) Close() {}; func (Post) Error() string { return "" }`, 4},
		{undocumented, "internal/thread/a.go", "// Post is one.\ntype Post int\n\n// Sizes.\nconst (\n\tX = 1\n\tY = 2\n)\n\ntype hidden int\n\nfunc (hidden) Error() string { return \"\" }", 0},
		{undocumented, "internal/thread/a_test.go", `func Open() {}`, 0},
		{typedState, "internal/thread/a.go", `func f() { post.State = "held" }`, 1},
		{typedState, "internal/thread/a.go", `func f() { post.State = to }`, 0},
	} {
		name := "thread"
		found := c.manner(planted(t, c.file, "package "+name+"\n\n"+c.code+"\n"))
		if len(found) != c.found {
			t.Errorf("%s: %s\nfound %q, want %d", c.file, c.code, found, c.found)
		}
	}
}

func TestThePackageCommentRuleBites(t *testing.T) {
	for text, want := range map[string]bool{
		"package thread\n":                                     false,
		"// A comment.\npackage thread\n":                      false,
		"// Package thread holds talk.\npackage thread\n":      true,
		"// Package thread holds talk.\n\npackage thread\n":    false,
		"// Forum is the program.\npackage main\n":             true,
		"//go:build linux\n\npackage thread\n":                 false,
		"// Package threads is another one.\npackage thread\n": false,
	} {
		if got := introduced(planted(t, "internal/thread/a.go", text)); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func TestTheWordRulesBite(t *testing.T) {
	for line, want := range map[string]bool{
		"// TO" + "DO later":                   true,
		"FIX" + "ME":                           true,
		"x := context.TO" + "DO()":             false,
		"read /wor" + "k/shared/design":        true,
		"as is" + "sue #12 asks":               true,
		"fixes (" + "#12)":                     true,
		"color: #123456":                       false,
		"the issue of the minutes":             false,
		"a framework/main road":                false,
		"written by a sub" + "agent":           true,
		"the minutes were issued in 12 copies": false,
		"The Fokus 2030 programme":             false,
	} {
		if got := len(wordBreaches("internal/thread/a.go", line+"\n")) > 0; got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
	if strings.Contains(strings.Join(wordBreaches("docs/a.md", "TO"+"DO\n"), ""), "a.md") {
		t.Error("documents may speak of what is to do")
	}
}

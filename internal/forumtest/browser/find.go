package browser

import (
	"os"
	"testing"

	"sametable/internal/forumtest"
	"sametable/internal/forumtest/parts"
)

// Need leaves a test out where FORUM_TEST_BROWSER=0 switches browsers off, where only short tests are asked for, and where there
// is no Chromium; with FORUM_TEST_ALL=1 a missing Chromium is a failure.
func Need(t testing.TB) {
	t.Helper()
	if os.Getenv("FORUM_TEST_BROWSER") == "0" {
		t.Skip("FORUM_TEST_BROWSER=0 leaves out the tests that drive a browser")
	}
	if testing.Short() {
		t.Skip("starts a browser, which a short run does not")
	}
	if parts.Browser() == "" {
		leaveOut(t, "Chromium was not found")
	}
}

func leaveOut(t testing.TB, why string) {
	t.Helper()
	if forumtest.All() {
		t.Fatal(why + ", and FORUM_TEST_ALL=1 asks for every test")
	}
	t.Skip(why)
}

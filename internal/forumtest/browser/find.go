package browser

import (
	"os"
	"os/exec"
	"testing"

	"sametable/internal/forumtest"
)

// Find gives the path of Chromium on this machine, or "".
func Find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

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
	if Find() == "" {
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

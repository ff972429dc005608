package account

import (
	"strings"
	"time"

	"sametable/internal/policy"
)

// Device is what the door knows of where somebody signs in from.
type Device struct {
	Cookie  string // the device's own cookie; empty: never seen
	Address string // of the network, as the proxy is trusted to say
	Agent   string // the User-Agent header
}

// device remembers that somebody has signed in on a device before. There she is never locked out by what others try
// elsewhere. Only a hash of the cookie is kept.
type device struct {
	Hash     string          `gorm:"primaryKey"`
	PersonID policy.PersonID `gorm:"primaryKey"`
	SeenAt   time.Time
}

// OutsideTheRecord says it: bookkeeping of the door.
func (device) OutsideTheRecord() {}

// agentLabel names browser and system of a User-Agent, as far as an owner needs it to know her devices again: "Edge · Windows".
func agentLabel(agent string) string {
	first := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(agent, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	browser := first("MicroMessenger", "WeChat", "QQBrowser", "QQ", "QIHU", "360", "360SE", "360", "UCBrowser", "UC", "HuaweiBrowser", "Huawei",
		"Edg", "Edge", "OPR/", "Opera", "SamsungBrowser", "Samsung", "Firefox/", "Firefox", "FxiOS", "Firefox", "Chrome/", "Chrome", "CriOS", "Chrome",
		"Safari/", "Safari")
	system := first("HarmonyOS", "HarmonyOS", "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS X", "macOS",
		"CrOS", "ChromeOS", "Linux", "Linux")
	return strings.Trim(browser+" · "+system, " ·")
}

package site

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Who may ask for a route at all. What she may see or do there is decided below, by the rooms.
const (
	anyone   = "anyone"
	signedIn = "signed in"
)

// Route is one line of the table of contents.
type Route struct {
	Method, Path string
	Who          string
	handler      handler
}

// Routes is the table of contents of the site. The test of routes × roles reads it, so a route without a row fails.
func (s *Site) Routes() []Route {
	var all []Route
	for _, part := range [][]Route{
		s.readingRoutes(), s.threadRoutes(), s.proposalRoutes(), s.annexRoutes(), s.statementRoutes(), s.cosignRoutes(), s.byLetterRoutes(), s.appealRoutes(), s.erasureRoutes(), s.translatingRoutes(), s.forumRoutes(), s.charterRoutes(), s.directoryRoutes(), s.documentRoutes(), s.ballotRoutes(), s.meetingRoutes(), s.agendaFileRoutes(), s.minutesRoutes(), s.commitmentRoutes(), s.partnershipRoutes(), s.handlingRoutes(), s.resultRoutes(), s.organisationRoutes(), s.accountRoutes(), s.entryRoutes(), s.deskRoutes(),
		s.moderationRoutes(), s.houseRoutes(),
	} {
		all = append(all, part...)
	}
	return all
}

// Mount puts every route on the router. HEAD answers as GET does.
func (s *Site) Mount(e *echo.Echo) {
	for _, r := range s.Routes() {
		h := r.handler
		if r.Who == signedIn {
			h = func(v *visit) error {
				if err := v.person(); err != nil {
					return err
				}
				return r.handler(v)
			}
		}
		e.Add(r.Method, r.Path, s.open(h))
		if r.Method == http.MethodGet {
			e.Add(http.MethodHead, r.Path, s.open(h))
		}
	}
}

func get(path, who string, h handler) Route  { return Route{http.MethodGet, path, who, h} }
func post(path, who string, h handler) Route { return Route{http.MethodPost, path, who, h} }

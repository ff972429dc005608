// Package deploy holds what an operator needs, none of it Go: unit, container, proxies, backup. The package exists for its
// tests, which run the scripts on both engines and keep the settings that are written here in step with the program.
package deploy

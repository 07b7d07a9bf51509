// A Redis server for Argo CD, in memory. usage: redis HOST:PORT
package main

import (
	"log"
	"os"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(os.Args[1]); err != nil {
		log.Fatal(err)
	}
	// keys expire by the server's own clock, which stands still unless it is moved
	for range time.Tick(time.Second) {
		server.FastForward(time.Second)
	}
}

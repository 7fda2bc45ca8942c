package place

import "math"

const kmPerDegree = 111.195 // of a great circle, mean earth radius 6371 km

// Distance is the length in km of the great circle between two points in degrees (haversine formula).
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371.0088 * math.Asin(math.Sqrt(min(1, h)))
}

// near is a cheap distance in km, good enough below some 500 km; farther it is too long.
func near(lat1, lon1, lat2, lon2, cos float64) float64 {
	dy, dx := lat2-lat1, math.Abs(lon2-lon1)
	if dx > 180 {
		dx = 360 - dx
	}
	dx *= cos
	return kmPerDegree * math.Sqrt(dy*dy+dx*dx)
}

// towards moves a point by km in a compass direction in degrees from north.
func towards(lat, lon, km, bearing float64) (float64, float64) {
	const rad = math.Pi / 180
	lat2 := lat + km/kmPerDegree*math.Cos(bearing*rad)
	lon2 := lon + km/kmPerDegree*math.Sin(bearing*rad)/max(0.01, math.Cos(lat*rad))
	return max(-90, min(90, lat2)), math.Mod(lon2+540, 360) - 180
}

// Package count finds the numbers of people that a text gives, with their bounds and what they count, and keeps numbers of
// equipment, money, land, distance and time apart. What befell the counted is for others to say.
package count

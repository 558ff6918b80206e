"""What lies behind the large errors of the table: the part of its page that is written by hand."""

from __future__ import annotations

REASONS = """\
## What lies behind the large ones

- **Head.** The model puts the ear some 2 cm ahead of where it is. What was read of that on people
  is taken back (traps.md); in running, arms bent, the shoulder is put ahead as well, so that the
  neck against the trunk then reads too far back. A nod is followed by half only. The neck against
  the trunk also rests on the far shoulder, which is guessed and goes along with the head.
- **Knee inwards, from behind.** From behind one sees the hollow of the knee, 5 cm behind the middle
  of the joint. As the knee turns in, the hollow turns out; of an angle of 15 degrees a quarter is
  lost. From the front there is no such loss. It is the geometry of anybody's knee, but what it
  costs on people was not measured, so nothing is corrected.
- **A camera that is not square.** Ten degrees off move the reading of a knee that is bent by 55
  degrees inward or outward by ten, and the ear against the shoulder by 1.3 % S; that is geometry,
  and no landmark is to blame. The lean of the trunk hardly changes.
- **Widths of the hip points (P).** Truth takes them as 19 cm in somebody of 1.70 m, as the bands
  do; the mannequin's hip joints are 17 cm apart, and the model puts its hip points up to 22 cm
  apart, more from the front than from behind, so offsets in P read smaller there.
- **Thumbs.** Overhead the model puts them 4 to 8 cm further apart than they are; a second look in
  the picture takes that back where the hands come near one another.
- **Arms raised, from the side.** Hips and shoulder shift by 1 to 2 cm with the arms, whatever the
  trunk does: the change of the trunk while the arms are up carries that offset.
- **Trunk.** Of somebody who faces left and leans forward by 15 degrees, the model puts the near hip
  2 cm ahead of the joint and the far shoulder 3 cm behind it: a fifth of the lean is lost, in a
  stride 2 degrees of it, and no quiet stand takes that back. The model is not the same to either
  side: the very pictures, mirrored, lose 7 %. So every second picture is looked at mirrored as
  well, and the mean taken: against quiet standing a lean came from 2.0 to 1.4 degrees, a stride
  from 1.9 to 1.1, a trunk with the arms raised from 2.5 to 1.4, and left and right read alike;
  knee, bridge and kick hardly gained. Five clips of people and their mirror images differed in the
  lean by 0.1 to 1.0 degrees, with no steady sign, so there is nothing more to correct by. Other
  points are no way out: the near shoulder over the middle of the hips did better in a lean, but
  twice as badly in a stride, where shoulders turn with the arms.
- **Knee of the leg one stands on.** With the other leg bent behind it, its knee is put 2 cm too far
  back and its hip 1 to 3 cm too far forward: 4 to 5 degrees of bend are missing all the way down,
  9 at 50 to 60, in all outfits and either way round; where both knees bend, 2. It is steady here,
  but of people the studies disagree (evidence.md 5.1: 2 and 5 too little, 2 too much in tight
  trousers), so it is not taken off. With the middle of the hips for the near one 4 would be left,
  but a leg kicked back on all fours, which reads right, would be 5 off, and people, unlike the
  mannequin, turn their pelvis.
- **Few frames a second.** The tracker cuts the body out as the picture before shows it. A good
  morning of a second turns by up to 9 degrees between two pictures at 15 frames a second and then
  reads 15 ms late, 2 degrees too upright on the way down and as much too low on the way up: 2.7
  degrees (RMSE) in place of 2.4, before pictures were looked at mirrored as well. At 30 frames a
  second it is 2 ms, at 60 nothing; nor is there any when each picture is shown until the tracker
  has caught up. So it is filmed with 30 here.
- **Lying.** The line of a plank or a bridge carries an offset of up to 4 degrees that depends on
  which way round the body lies; in a clip of a person in a bridge the trunk's line read 2 degrees
  otherwise in the mirror image. Flat on the floor a bridge reads 5 to 7 degrees too high, half way
  up 2 too low. Slopes are near 1, those of lifted limbs 0.7 to 0.9: a lift reads a little low. An
  arm lifted by 30 degrees beside one that stays down is drawn towards it, by up to 10. Where a
  kicked thigh passes the other one it reads 8 too high, in every outfit. Where arms and legs rise
  beside one another, or knees and elbows are straight, face down, the near leg and arm are doubted
  in half of the frames and then not used.
- **Limbs taken for others for a moment.** A lifted arm was read as a bent one in single frames; of
  two legs each was put where the other was. With a level trunk that is told by the length of the
  limb, or by legs that jump apart while the middle between them goes on; such frames are left out.
  They made two thirds of the scatter of a lifted arm and of the windmill's lower hand, and a third
  of that of a lifted leg.
- **Head against trunk.** The line from shoulder to ear is short, so that 2 cm at the ear are some 7
  degrees. In a good morning the head reads 10 degrees too far forward at the start and 10 too far
  up at the lowest point; in a curl-up, hands at the temples, up to 20 too far back.
- **Hands.** Whether the thumb is above the little finger of somebody who lies is not seen at all.
- **Legs taken for one another.** Half kneeling with the near leg in front the model does so in part
  of the frames, with the near knee on the floor it does not. Nothing in such frames tells, so they
  count as used. With the heel at the seat it laid the near foot on the other one for a moment in
  one outfit of four; there the leg's proportions tell, and those frames are left out.
- **Rolling and turning.** Of knees that roll over, the near one is read right. The far shoulder
  that comes up with them is off level before it does, and rises by two thirds as much in the
  reading; the check sets its limits by what is read, so no error is stated of it from here. In a
  windmill a straight knee reads 10 degrees bent.
- **Clam.** The gap of the knees stands in for the angle between the thighs, which is what is true
  here: of a change of 40 degrees it shows 32.
- **Sitting with crossed legs.** The trunk reads 6 % shorter than in standing, upright or not.
- **Foot.** Heel and toe keep the smoothing of the pose model (raw they shake too much to time a
  toe-off by), and the model follows a lifted foot by three quarters.
- **Running.** A fast leg has wild frames where it turns round. They are known by not lying on the
  way of the limb: told from their neighbours' middle alone, they left twice the error in the knee.
"""

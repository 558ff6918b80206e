"""Sources that several checks rest on; what each says is in our words."""

from posecheck.assess.rules import Source

ALIGNMENT_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks for the line of ear, shoulder, hip, knee and ankle at a wall, kept on stepping away.",
)
WALL_ANGEL_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks for arms at right angles on the wall, then straight until the thumbs touch.",
)
ONE_LEG_ARTICLE = Source(
    "Khoury M. Injury: runner's back pain. 2019 (physiotherapist's article).",
    "Names poor control in one-legged landing as a way in which the spine is moved too far.",
)
UPRIGHT_ARTICLE = Source(
    "Khoury M. Injury: runner's back pain. 2019 (physiotherapist's article).",
    "Describes the very upright, chest-out, stiff runner whose spine is held extended.",
)
HEAD_ARTICLE = Source(
    "Manders H. Why do I get back pain when running? (physiotherapist's article).",
    "Asks for the head in line with the spine and relaxed shoulders while running.",
)
PLUMB_LINE = Source(
    "Kendall FP et al. Muscles: testing and function (the plumb line of ideal alignment).",
    "The line passes the ear lobe and shoulder, just behind the hip and just ahead of knee and "
    "ankle.",
)
RAINE_1997 = Source(
    "Raine S, Twomey LT. Arch Phys Med Rehabil 1997;78:1215.",
    "In 160 healthy adults the line from ear to eye corner was 7.9 degrees off level on average.",
    "https://pubmed.ncbi.nlm.nih.gov/9365352/",
)
LAU_2009 = Source(
    "Lau KT, Chiu TT, Lam TH. Man Ther 2009;14:363.",
    "Head-forward angles of people without and with neck pain, from which the limits are derived.",
)
FERREIRA_2011 = Source(
    "Ferreira EA et al. J Manipulative Physiol Ther 2011;34:371.",
    "Small left-right differences are the norm in healthy young adults.",
    "https://pubmed.ncbi.nlm.nih.gov/21807260/",
)
NEEDHAM_2021 = Source(
    "Needham L et al. Sci Rep 2021;11.",
    "Pose models place hips and knees 30 to 50 mm off marker-based joint centres, ankles 1 to 15.",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC8526586/",
)
KOFOED_2024 = Source(
    "Kofoed T et al. 2024 (the seated wall angel).",
    "Elbows at shoulder height and forearm contact with the wall grade shoulder mobility.",
)
VAN_DEN_HOORN_2025 = Source(
    "van den Hoorn W et al. JSES Int 2025.",
    "Shoulder angles by 2D pose differ from surgeons' estimates by 4 to 8 degrees.",
    "https://doi.org/10.1016/j.jseint.2025.05.026",
)
NAKAGAWA_2012 = Source(
    "Nakagawa TH et al. J Orthop Sports Phys Ther 2012;42:491.",
    "Trunk lean and hip adduction in single-leg squats with and without kneecap pain.",
    "https://pubmed.ncbi.nlm.nih.gov/22402604/",
)
ROSSI_2020 = Source(
    "Rossi MK et al. BMC Musculoskelet Disord 2020;21:350.",
    "In 383 young players a smaller femur-pelvis angle on landing went with later back pain.",
    "https://bmcmusculoskeletdisord.biomedcentral.com/articles/10.1186/s12891-020-03376-1",
)
HERRINGTON_2010 = Source(
    "Herrington L, Munro A. Phys Ther Sport 2010.",
    "Typical knee-in angles on one-legged landing: 5 to 12 degrees in women, 1 to 9 in men.",
)
RATING_2021 = Source(
    "Multi-segment rating of single-leg squats, BMC Sports Sci Med Rehabil 2021;13.",
    "Raters fail a knee inside the big toe, a pelvis shifted past the foot, and wobbling.",
)
QASLS = Source(
    "Almangoush A, Herrington L, Jones R. 2014 (QASLS, qualitative analysis of loading one leg).",
    "Counts a saved balance by the arms and a foot that touches down.",
)
LESS = Source(
    "Padua DA et al. Am J Sports Med 2009 (landing error scoring system).",
    "Flags a knee bent less than 30 degrees at contact and an upright trunk on landing.",
)
YOUDAS_2007 = Source(
    "Youdas JW et al. J Sport Rehabil 2007;16:326.",
    "Smallest change of the pelvis angle on one leg that is more than noise: 4 degrees.",
)
TENG_2014 = Source(
    "Teng HL, Powers CM. J Orthop Sports Phys Ther 2014;44:785.",
    "Runners lean 7.3 (SD 3.6) degrees forward; upright running raises kneecap-joint stress.",
)
SOUZA_2016 = Source(
    "Souza RB. Phys Med Rehabil Clin N Am 2016;27:217.",
    "Which angles to look at in a running video; few limits, no advice to change sound runners.",
    "https://doi.org/10.1016/j.pmr.2015.08.006",
)
WILLE_2014 = Source(
    "Wille CM et al. J Orthop Sports Phys Ther 2014;44:825.",
    "Heel-to-body distance and foot inclination at contact go with knee load and braking.",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4297621/",
)
BRAMAH_2018 = Source(
    "Bramah C et al. Am J Sports Med 2018;46:3023.",
    "72 injured runners land straighter and drop the pelvis more than 36 healthy ones.",
    "https://pubmed.ncbi.nlm.nih.gov/30193080/",
)
DINGENEN_2018 = Source(
    "Dingenen B et al. Phys Ther Sport 2018;33:40.",
    "Repeatability of angles taken by hand from running videos, and steps needed for a mean.",
    "https://pubmed.ncbi.nlm.nih.gov/30005426/",
)
LIEBERMAN_2015 = Source(
    "Lieberman DE et al. J Exp Biol 2015;218:3406.",
    "The cheapest stride rate at 3 m/s is about 85 strides, 170 steps, a minute.",
)
YOUNG_2023 = Source(
    "Young F et al. Sensors 2023;23:696.",
    "Contact times from a phone and this kind of pose model: mean error 10 to 14 ms, near foot.",
    "https://www.mdpi.com/1424-8220/23/2/696",
)
ALTMAN_2012 = Source(
    "Altman AR, Davis IS. Gait Posture 2012.",
    "Foot strike by the angle of the foot at contact: above 8 degrees rear, below -1.6 fore.",
)
CORE_ARTICLE = Source(
    "Are you a runner with back pain? Read this (health blog).",
    "Asks for plank, side plank, bridge held for three seconds, and locust held for thirty.",
)
BALL_ARTICLE = Source(
    "Are you a runner with back pain? Read this (health blog).",
    "Asks to raise the trunk, then the legs, into line while lying face down on an exercise ball.",
)
ROLL_BACK_ARTICLE = Source(
    "Khoury M. Injury: runner's back pain. 2019 (physiotherapist's article).",
    "Names the roll-back on an exercise ball for control of the trunk; the picture is missing.",
)
CURL_UP_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks to lift head and shoulders slowly, hands next to the temples, and to hold for a second.",
)
COACHING_PAGES = Source(
    "Coaching pages on the curl-up after McGill.",
    "A smaller lift, with the lower back kept in its curve, is as good.",
)
PRONE_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks to lift the left leg and the right arm at once, face down, then the others; what is hard "
    "shows where the weakness is.",
)
HIP_ROLL_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks to roll both legs, hips and knees at right angles, to one side until the knees touch the "
    "floor, not to rest there, and to lift them back.",
)
CLAM_SET_UP = Source(
    "Distefano LJ et al. 2009; Willcox EL, Burden AM. 2013 (muscle activity in the clam).",
    "Hips bent by about 45 degrees and knees by 90 are usual.",
)
GOOD_MORNING_ARTICLE = Source(
    "Hulsher J. How to treat back pain caused by running (chiropractor's article).",
    "Asks to bend from the hips with straight legs, back straight, head up, and to come up again.",
)
CLINIC_ARTICLE = Source(
    "Elite Therapy. Simple tips to relieve back pain when running (sports therapy clinic).",
    "Names stretches and strength exercises, and asks for a neutral posture in sitting, standing, "
    "walking and running.",
)
PUBLIC_CODE = Source(
    "Public pose programs for planks, as read in their repositories.",
    "Take a body line of 160 to 180, or within 10 degrees of straight, for a good plank.",
)
PLANK_END = Source(
    "Plank end-point by motion capture, Period Polytech Mech Eng (BME, article 39502).",
    "Proposes to end a plank where the back's angle leaves that of the first 15 seconds by 25.",
    "https://pp.bme.hu/me/article/view/39502",
)
STRAND_2014 = Source(
    "Strand SL et al. 2014, norms of the plank held to fatigue.",
    "Students held a plank for 124 (SD 72) s, men, and 83 (SD 63) s, women.",
)
STRETCH_DOSE = Source(
    "Bandy WD, Irion JM. 1994; guidelines of the ACSM (how long to stretch).",
    "Thirty seconds for each side, twice or more.",
)
MUSCLE_LENGTH = Source(
    "Table of muscle-length tests, BMC Sports Sci Med Rehabil 2021;13.",
    "Calls hamstrings short where the knee stays 40 degrees from straight with the hip at 90.",
    "https://bmcsportsscimedrehabil.biomedcentral.com/articles/10.1186/s13102-021-00242-y/tables/4",
)
KICK_BACK = Source(
    "Exercise library on the kick-back on all fours (American Council on Exercise).",
    "Lift only as far as the lower back can be kept from arching.",
    "https://www.acefitness.org/resources/everyone/exercise-library/270",
)
ENDURANCE_116 = Source(
    "Core endurance of 116 adults (St. Catherine University, DPT research paper 32).",
    "Side planks lasted 54 (SD 25) s on the right and 55 (SD 28) s on the left.",
    "https://sophia.stkate.edu/dpt_papers/32/",
)
MCGILL_1999 = Source(
    "McGill SM, Childs A, Liebenson C. Arch Phys Med Rehabil 1999.",
    "Takes note where the times of right and left differ by more than a twentieth.",
)
HAND_TEST = Source(
    "Self-tests at a wall, posture pages (The BioMechanics Method, 2018).",
    "Room for the fingers behind the lower back is usual; for the whole hand or more it is large.",
    "https://thebiomechanicsmethod.com/2018/05/09/poor-posture/",
)
BREATH_VIDEO = Source(
    "Breathing from ordinary video, J Sensors 2018, article 4567213.",
    "Finds the rate of breathing in the movement of the picture at chest or neck, to 0.6 a minute.",
    "https://www.hindawi.com/journals/js/2018/4567213/",
)
PELVIS_SEEN = Source(
    "posecheck, measured on motion-capture clips and a mannequin of known angles.",
    "The line of the two hip landmarks follows the trunk: a true drop of 15 degrees reads 1 to 3. "
    "Stickers or a waistband, found in the picture, follow the pelvis.",
)
HOW_TO_SHOW_HIPS = "tuck the shirt in, or put on two stickers (docs/stickers.md)."

NOT_LUMBAR = "The curve of the lower back: no landmark lies between shoulder and hip."
NOT_PELVIC_TILT = (
    "The tilt of the pelvis, forward or back: that needs points on its front and back."
)
NOT_MUSCLES = "Which muscles work, and how hard: a camera sees shape, not tension."
NOT_STRETCH = "How strong the pull is, and whether it hurts: stop where it does."
SEATED_LENGTH = (
    "Sitting moves the pose model's hip points up the trunk: straight backs read 5 to 14 % shorter "
    "than standing, as much as a slump would."
)
NOT_CORE = "How hard the deep muscles of the trunk work: only the line that they keep is seen."

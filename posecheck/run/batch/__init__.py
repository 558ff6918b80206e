"""Many clips: listed, queued, judged in processes that only one clip at a time can harm, summed up.

lists and sheet say which clips; tasks is what a process does for one; loop decides what is next; a
Crew (this machine) or a Cluster (Ray) runs the tasks; finished and locks let runs go on where one
stopped, and keep them apart; writing sums up. batch.judge_batch is all of it.
"""

#!/bin/sh
# Whether a SLURM job is running, success or failed. A controller that does not answer has lost nothing: running.
if answer=$(scontrol --oneliner show job "$1" 2>&1); then
    case $answer in
        *" JobState=COMPLETED "*) echo success ;;
        *" JobState=PENDING "* | *" JobState=RUNNING "* | *" JobState=SUSPENDED "*) echo running ;;
        *" JobState=CONFIGURING "* | *" JobState=COMPLETING "* | *" JobState=REQUEUED "*) echo running ;;
        *) echo failed ;;
    esac
else
    case $answer in
        *"Invalid job id"*) echo failed ;;
        *) echo running ;;
    esac
fi

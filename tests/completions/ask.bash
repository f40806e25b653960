# shellcheck shell=bash
# ask.bash DIR LINE...: prints the completions that bash would offer at the end of each LINE, with the
# files in DIR: one per line, without quoting, and "---" after those of each LINE. A LINE is split like
# readline does it: at blanks, and at = and : outside of quotes, which are separate words.
take_apart() # LINE
{
    local text=$1 letter quote='' at
    words=('')
    while [[ $text ]]; do
        letter=${text:0:1}
        text=${text:1}
        at=$((${#words[@]} - 1))
        if [[ ! $quote && ${words[at]} =~ ^[=:\<\>]+$ && $letter != [=:\<\>\ ] ]]; then
            words+=('')
            at=$((at + 1))
        fi
        if [[ $letter = \\ && $quote != \' ]]; then
            words[at]+=$letter${text:0:1}
            text=${text:1}
        elif [[ $quote ]]; then
            words[at]+=$letter
            [[ $letter != "$quote" ]] || quote=
        elif [[ $letter = [\"\'] ]]; then
            words[at]+=$letter
            quote=$letter
        elif [[ $letter = ' ' ]]; then
            [[ ! ${words[at]} ]] || words+=('')
        elif [[ $letter = [=:\<\>] && ${words[at]} && ! ${words[at]} =~ ^[=:\<\>]+$ ]]; then
            words+=("$letter")
        else
            words[at]+=$letter
        fi
    done
}

ask() # LINE
{
    local words program reply
    take_apart "$1"
    program=${words[0]}
    # shellcheck source=/dev/null
    source "$directory/$program"
    COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
    COMPREPLY=()
    "$(complete -p "$program" | sed 's/.*-F \([^ ]*\) .*/\1/')" "$program" "${words[-1]}" "${words[-2]}"
    for reply in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do
        case ${words[-1]} in # the quote that is already there
        [\"\']*) reply=${words[-1]:0:1}$reply${words[-1]:0:1} ;;
        esac
        eval "printf '%s\n' $reply"
    done
    echo ---
}

directory=$1
shift
for line; do
    ask "$line"
done

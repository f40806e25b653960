# shellcheck shell=bash
# The functions that all completions for bash share; scripts/make-completions copies them into each file.
# They need no package of completions, and work with bash 3.2 and later. No part of a file or list name
# is ever run.
# shellcheck disable=SC2034,SC2154 # words, cur, cut, value, quote and prefix are local variables of the callers

# Sets words to the words up to the cursor, and cur to the last of them. bash splits words at = and :, which
# is undone here. Sets cut to the part of cur that bash does not replace.
_cvi_split()
{
    local rest=$COMP_LINE between='^[=:]+$' i word last=''
    words=()
    cut=
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $rest != [[:blank:]]* && $last && ($word =~ $between || $last =~ $between) ]]; then
            cut=${words[${#words[@]} - 1]}
            words[${#words[@]} - 1]+=$word
        else
            cut=
            words+=("$word")
        fi
        [[ $word =~ $between ]] && [[ $last ]] && cut=${words[${#words[@]} - 1]}
        last=$word
        rest=${rest#"${rest%%[![:blank:]]*}"}
        rest=${rest#"$word"}
    done
    cur=${words[${#words[@]} - 1]}
}

# Sets value to the beginning of a word without its quoting, and quote to the quote that is still open.
_cvi_unquote() # WORD
{
    local text=$1 letter
    value='' quote=''
    while [[ $text ]]; do
        letter=${text:0:1}
        text=${text:1}
        if [[ $letter = \\ && $quote != \' ]]; then
            value+=${text:0:1}
            text=${text:1}
        elif [[ $quote && $letter = "$quote" ]]; then
            quote=
        elif [[ ! $quote && ($letter = \' || $letter = \") ]]; then
            quote=$letter
        else
            value+=$letter
        fi
    done
}

# Offers the names that begin with value, quoted for the shell.
_cvi_offer_names() # NAME...
{
    local name whole
    for name; do
        [[ $name = "$value"* ]] || continue
        case $quote in
        '') printf -v whole %q "$name" ;;
        \') whole=${name//\'/\'\\\'\'} ;;
        \")
            [[ $name != *!* ]] || continue # bash would expand the history
            whole=${name//\\/\\\\}
            whole=${whole//\"/\\\"}
            whole=${whole//\$/\\\$}
            whole=${whole//\`/\\\`}
            ;;
        esac
        whole=$prefix$whole
        [[ $whole = "$cut"* ]] && COMPREPLY+=("${whole#"$cut"}")
    done
}

# Offers the files (-f) or directories (-d) that compgen finds.
_cvi_offer_files() # FLAG
{
    local file kept
    local -a files=()
    while IFS= read -r file; do
        files+=("$file")
    done < <(compgen "$1" -- "$value")
    if ! compopt -o filenames 2>/dev/null; then # bash does not quote them
        [[ ${#files[@]} = 0 ]] || _cvi_offer_names "${files[@]}"
        return
    fi
    kept=$value
    _cvi_unquote "$cut"
    for file in ${files[@]+"${files[@]}"}; do
        file=$prefix$file
        [[ $file = "$value"* ]] && COMPREPLY+=("${file#"$value"}")
    done
    value=$kept
}

# Offers the lists of the last request to Trakt, from a file; no request is made.
_cvi_offer_lists()
{
    local slug name
    local -a names=(watchlist)
    while IFS=$'\t' read -r slug name; do
        names+=("$slug")
        [[ ! $name || $name = "$slug" ]] || names+=("$name")
    done < <(cvi-lists --cached 2>/dev/null </dev/null)
    _cvi_offer_names "${names[@]}"
}

# Offers the names of one kind.
_cvi_offer_kind() # files|directories|lists|programs|words|nothing [WORD]...
{
    local kind=$1
    local -a programs
    shift
    case $kind in
    files) _cvi_offer_files -f ;;
    directories) _cvi_offer_files -d ;;
    lists) _cvi_offer_lists ;;
    words) _cvi_offer_names "$@" ;;
    programs)
        # shellcheck disable=SC2207 # names of programs
        [[ ! $value ]] || programs=($(compgen -c -- "$value"))
        [[ ${#programs[@]} = 0 ]] || _cvi_offer_names "${programs[@]}"
        ;;
    esac
}

# Offers the possible words at the cursor, after words[first]. VALUE is a function that offers the values of
# an option, and fails if the option takes no value. OPERAND is the kind of operands.
_cvi_offer() # VALUE OPERAND OPTION...
{
    local take=$1 operand=$2 last=${#words[@]} i ended='' value quote prefix=''
    shift 2
    last=$((last - 1))
    COMPREPLY=()
    for ((i = first; i < last; i++)); do
        [[ ${words[i]} != -- ]] || ended=yes
    done
    _cvi_unquote "$cur"
    # If the quote is in the middle of a word, bash would insert the names after the quote.
    [[ ! $quote || $cur = "$quote"* || $cur = --*=* ]] || return
    if [[ ${words[last - 1]} =~ ^[0-9\&]*[\<\>]+$ ]]; then
        _cvi_offer_files -f
        return
    elif [[ ! $ended && $cur = --*=* ]]; then
        prefix=${cur%%=*}=
        _cvi_unquote "${cur#*=}"
        [[ ! $quote || ${cur:${#prefix}:1} = "$quote" ]] || return
        $take "${prefix%=}" || COMPREPLY=()
        return
    elif [[ ! $ended && ${words[last - 1]} = -* ]] && ((last > first)) && $take "${words[last - 1]}"; then
        return
    elif [[ ! $ended && ! $quote && ($cur = -* || (! $cur && $operand = nothing)) ]]; then
        _cvi_offer_names "$@"
        return
    fi
    # shellcheck disable=SC2086 # a kind, and perhaps words
    _cvi_offer_kind $operand
}

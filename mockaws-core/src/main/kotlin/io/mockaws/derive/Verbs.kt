package io.mockaws.derive

/** What the first word of an operation's name says that it does. */
internal enum class Verb {
    /** Makes a thing. */
    CREATE,

    /** Makes a thing or sets it, as its noun tells: `PutRule`, `PutFunctionConcurrency`, `StartBuild`. */
    SET,

    /** Shows one or many. */
    READ,

    /** Changes a thing. */
    UPDATE,

    /** Changes nothing but where a thing stands: `StopInstance`, `EnableRule`. */
    MOVE,

    /** Takes a thing away. */
    DELETE,

    /** What no model tells. */
    ACT,
    ;

    companion object {
        private val words =
            mapOf(
                CREATE to
                    "create register allocate request import run submit copy restore purchase provision define issue " +
                    "initiate launch clone publish upload invite begin build open",
                SET to
                    "put add associate attach start enable set configure subscribe grant authorize apply install " +
                    "claim",
                READ to "get describe list head search lookup",
                UPDATE to "update modify change edit rename replace increase decrease extend",
                MOVE to
                    "stop disable cancel activate deactivate suspend resume pause reboot restart accept reject " +
                    "archive unarchive deprecate undeprecate abort rotate promote confirm",
                DELETE to
                    "delete remove deregister release terminate destroy unregister purge revoke disassociate " +
                    "dissociate detach unsubscribe uninstall deauthorize deprovision decline close",
            ).flatMap { (verb, words) -> words.split(' ').map { it to verb } }.toMap()

        fun of(word: String): Verb = words[word] ?: ACT
    }
}

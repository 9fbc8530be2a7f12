package io.mockaws.services.secretsmanager.secret

import io.mockaws.engine.Ids

/** What a random password may have: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
internal class Passwords(
    /** The kinds of characters, without those that are not wanted. */
    private val kinds: List<String>,
    private val requiresEach: Boolean,
    /** What else may be in it; a blank need not be. */
    private val others: String,
) {
    /** @throws io.mockaws.engine.AwsFault where there can be none */
    fun make(
        length: Int,
        ids: Ids,
    ): String {
        if (kinds.all { it.isEmpty() } && others.isEmpty()) {
            throw SecretsManagerFaults.invalidParameter("No valid characters are available for the password.")
        }
        if (requiresEach && length < kinds.size) {
            throw SecretsManagerFaults.invalidParameter("Password length is too short based on the required types.")
        }
        if (requiresEach && kinds.any { it.isEmpty() }) {
            throw SecretsManagerFaults.invalidParameter(
                "The password can't have a character of each required type, because all of one are excluded."
            )
        }
        val password = ids.random(length, kinds.joinToString("") + others).toCharArray()
        if (requiresEach) putEach(password, ids)
        return String(password)
    }

    /** One character of each kind, at places of their own. */
    private fun putEach(
        password: CharArray,
        ids: Ids,
    ) {
        val places = password.indices.toMutableList()
        for (kind in kinds) {
            val place = places.removeAt(Math.floorMod(ids.nextLong(), places.size.toLong()).toInt())
            password[place] = ids.random(1, kind).single()
        }
    }

    companion object {
        const val LOWER: String = "abcdefghijklmnopqrstuvwxyz"
        const val UPPER: String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        const val DIGITS: String = "0123456789"
        const val PUNCTUATION: String = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    }
}

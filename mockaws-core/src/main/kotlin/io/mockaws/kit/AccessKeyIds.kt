package io.mockaws.kit

import io.mockaws.engine.Identities
import io.mockaws.engine.Ids
import io.mockaws.engine.isAccount

/**
 * Access key ids, which hold the account that they are of: after four letters come characters of Base32, whose first 40
 * bits but one are the account's number.
 */
internal object AccessKeyIds {
    /** What unique ids of AWS are written with: Base32. */
    const val ALPHABET: String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    private const val BITS = 5
    private const val HEAD = 10
    private const val TAIL = 6
    private const val SHIFT = 9
    private const val ACCOUNT_BITS = 40
    private const val ACCOUNT_DIGITS = 12
    private val form = Regex("A[A-Z]IA[A-Z2-7]{16}")

    /** One of temporary credentials of [account]. */
    fun temporary(
        account: String,
        ids: Ids,
    ): String = new(Identities.TEMPORARY, account, ids)

    /** One of a user's credentials, of [account]. */
    fun lasting(
        account: String,
        ids: Ids,
    ): String = new(Identities.LASTING, account, ids)

    private fun new(
        prefix: String,
        account: String,
        ids: Ids,
    ): String {
        val noise = ids.nextLong() and ((1L shl SHIFT) - 1)
        val bits = (account.toLong() shl SHIFT) or noise
        val head = CharArray(HEAD) { ALPHABET[(bits ushr BITS * (HEAD - 1 - it)).toInt() and (ALPHABET.length - 1)] }
        return prefix + String(head) + ids.random(TAIL, ALPHABET)
    }

    /** The account that [accessKeyId] is of; null where it is none of AWS's form. */
    fun accountOf(accessKeyId: String): String? {
        if (isAccount(accessKeyId)) return accessKeyId
        if (!form.matches(accessKeyId)) return null
        val head = accessKeyId.substring(4, 4 + HEAD)
        val bits = head.fold(0L) { sum, c -> (sum shl BITS) or ALPHABET.indexOf(c).toLong() }
        val account = (bits ushr SHIFT) and ((1L shl ACCOUNT_BITS) - 1)
        return "$account".padStart(ACCOUNT_DIGITS, '0')
    }
}

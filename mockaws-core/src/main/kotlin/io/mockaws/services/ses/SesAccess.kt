package io.mockaws.services.ses

import io.mockaws.engine.access.ServiceAccess
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.mime.MimePart
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesState
import io.mockaws.services.ses.state.arnOf
import io.mockaws.services.ses.state.senderOf
import io.mockaws.wire.Blob

/** Who sends needs the identity that lets him: https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
internal object SesAccess : ServiceAccess<SesState>() {
    override fun arn(
        kind: String,
        value: Any,
        call: SesCall,
    ): String? {
        val raw = value as? Blob
        val from = if (kind == "message") raw?.let { MimePart.parse(it.bytes).header("From") } else "$value"
        val address = MailAddress(from ?: return null)
        return call.arnOf(call.senderOf(address)?.name ?: address.address)
    }
}

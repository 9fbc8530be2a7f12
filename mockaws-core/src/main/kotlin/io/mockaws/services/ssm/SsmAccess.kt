package io.mockaws.services.ssm

import io.mockaws.engine.access.ServiceAccess
import io.mockaws.kit.Arn
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmState
import io.mockaws.services.ssm.parameter.parameter

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
internal object SsmAccess : ServiceAccess<SsmState>() {
    /** A parameter, without the version or label behind it, or a path of the hierarchy. */
    override fun arn(
        kind: String,
        value: Any,
        call: SsmCall,
    ): String {
        val name = "$value"
        if (name.startsWith("arn:")) return name
        val bare = name.substringBefore(':').removePrefix("/")
        return Arn.of("ssm", call.place, "parameter/$bare").toString()
    }

    override fun tags(
        arn: String,
        call: SsmCall,
    ): Map<String, String>? {
        val parsed = Arn.parse(arn) ?: return null
        val name = parsed.resource.removePrefix("parameter")
        return call.at(parsed.place).parameter(ParameterName.keyOf(name))?.tags
    }
}

package io.mockaws.services.ssm

import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.access.at
import io.mockaws.engine.access.needsOnKey
import io.mockaws.kit.Arn
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmState
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.parameters

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

    /** https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html */
    override fun furtherNeeds(
        operation: String,
        input: Map<String, Any?>,
        call: SsmCall,
    ): List<Need> {
        if (operation == "PutParameter") {
            if (input["Type"] != "SecureString") return emptyList()
            return call.onKey("${input["Name"]}", input["KeyId"] as? String, "Encrypt")
        }
        if (operation !in DECRYPTING || input["WithDecryption"] != true) return emptyList()
        val names = input.at("Name") + input.at("Names")
        val named = names.mapNotNull { call.parameter(ParameterName.keyOf("$it".substringBefore(':'))) }
        val below = (input["Path"] as? String)?.let { path -> call.parameters().filter { it.name.startsWith(path) } }
        return (named + below.orEmpty()).filter { it.latest.ciphertext != null }
            .flatMap { call.onKey(it.name, it.latest.keyId, "Decrypt") }
    }

    private val DECRYPTING = setOf("GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory")

    private fun SsmCall.onKey(
        name: String,
        keyId: String?,
        action: String,
    ) = needsOnKey("ssm", keyId, listOf(action), mapOf("PARAMETER_ARN" to ParameterName.arnOf(name, place)))

    override fun tags(
        arn: String,
        call: SsmCall,
    ): Map<String, String>? {
        val parsed = Arn.parse(arn) ?: return null
        val name = parsed.resource.removePrefix("parameter")
        return call.at(parsed.place).parameter(ParameterName.keyOf(name))?.tags
    }
}

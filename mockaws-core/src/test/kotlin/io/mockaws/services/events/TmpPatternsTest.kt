package io.mockaws.services.events

import io.mockaws.engine.AwsFault
import io.mockaws.kit.pattern.EventPattern
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import java.io.File

class TmpPatternsTest {
    @Test
    fun `compare`() {
        val out = StringBuilder()
        var same = 0
        var raw = 0
        for (e in Json.parseToJsonElement(File("/tmp/ev/patterns.json").readText()).jsonArray) {
            val o = e.jsonObject.mapValues { it.value.jsonPrimitive.content }
            val got =
                try {
                    EventPattern.check(o["pattern"]!!)
                    "${EventPattern.matches(o["pattern"]!!, json(o["event"]!!) as kotlinx.serialization.json.JsonObject)}"
                } catch (f: AwsFault) {
                    f.error.message!!
                }
            val want = if (o["expected"] == "EXC") o["message"]!! else o["expected"]!!
            if (got.substringBefore('\n') == want.substringBefore('\n')) {
                same++
                if (got == want) raw++ else out.append("RAW ${o["name"]}\n   want $want\n   got  $got\n")
            } else {
                out.append("DIFF ${o["name"]} ${o["pattern"]}\n   want $want\n   got  $got\n")
            }
        }
        File("/tmp/ev/patterns.out").writeText("same $same raw $raw\n$out")
    }
}

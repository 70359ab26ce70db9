# Renders templates by ERB, each as somebody's page that has our include beside it; see engines.ts.
# ruby render.rb <folder of the include>
require 'erb'
require 'json'

INCLUDE = File.read(File.join(ARGV.fetch(0), 'storefront-chat.erb'))

# As Rails has it: the include under the name that a partial of its may have.
def render(name, values)
  raise "There is no #{name} here." unless name.end_with?('storefront_chat')

  ERB.new(INCLUDE).result_with_hash(values)
end

jobs = JSON.parse($stdin.read)
$stdout.write(JSON.generate(jobs.map { |job| ERB.new(job['template']).result_with_hash(job['values']) }))
